package io.coordkit.cli;

import io.coordkit.cli.elect.Candidate;
import io.coordkit.cli.elect.Contest;
import io.coordkit.cli.elect.Plan;
import io.coordkit.cli.tree.TreeFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord elect}: runs a command as the active of a group. */
@Command(
        name = "elect",
        description = {
            "Run a command on one of several machines.",
            "The command starts when this member becomes active, and is stopped before anybody else can be.",
            ""
        },
        synopsisSubcommandLabel = "[status | -- COMMAND [ARG...]]",
        subcommands = {ElectStatusCommand.class},
        footer = {
            "",
            "The command finds COORD_FENCING_TOKEN in its environment, a number that is larger for each next active: who "
                    + "guards a resource can refuse smaller ones than it has seen. COORD_LOCK and COORD_MEMBER are there, too. "
                    + "--health, --standby and --fence are commands for /bin/sh. --fence finds COORD_OLD_MEMBER, COORD_OLD_HOST, "
                    + "COORD_OLD_PID and COORD_OLD_DATA.",
            "",
            "Exit codes: the command's own when it ends by itself; 1 failed, 2 used wrongly, 127 the command cannot be "
                    + "started, 130 and 143 stopped by Ctrl-C and SIGTERM.",
            "",
            "Examples:",
            "  coord elect --connect zk1:2181,zk2:2181 --lock /jobs/nightly -- ./scheduler --port 8080",
            "  coord elect status --connect zk1:2181 --lock /jobs/nightly"
        })
final class ElectCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ElectionOptions options;

    @Option(names = "--name", paramLabel = "NAME", description = "What others call this member. Default: HOST:PID.")
    private @Nullable String name;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description =
                    "What the command gets between TERM and KILL; less than a third of the session timeout. Default: "
                            + "${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Duration grace;

    @Option(
            names = "--stay",
            description =
                    "When the command ends by itself, give way to others and stand again, instead of ending with its "
                            + "exit code.")
    private boolean stay;

    @Option(names = "--standby", paramLabel = "COMMAND", description = "Runs while somebody else is active.")
    private @Nullable String standby;

    @Option(
            names = "--fence",
            paramLabel = "COMMAND",
            description =
                    "Makes sure that an old active, which has not left in good order, can do no more harm; unless it exits "
                            + "with 0, this member does not become active.")
    private @Nullable String fence;

    @Option(
            names = "--health",
            paramLabel = "COMMAND",
            description = "Exits with 0 while this member is fit to be active; an unfit one leaves the election.")
    private @Nullable String health;

    @Option(
            names = "--health-interval",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How often the health command is run, and how long it may take. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Duration healthInterval;

    @Option(
            names = "--health-failures",
            paramLabel = "N",
            defaultValue = "3",
            description = "So many failures in a row make a member unfit. Default: ${DEFAULT-VALUE}.")
    private int healthFailures;

    @Option(names = "--log", paramLabel = "FILE", description = "Where the libraries log. Default: nowhere.")
    private @Nullable Path log;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", hidden = true)
    private @Nullable List<String> command;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        if (log == null) {
            LogOutput.silence();
        } else {
            LogOutput.toFile(log);
        }
        Plan plan = plan();
        PrintWriter err = spec.commandLine().getErr();
        Contest contest = new Contest(plan, line -> err.println("coord: " + line));
        Thread stop = new Thread(contest::stop, "coord-elect-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        return contest.run();
    }

    private Plan plan() {
        if (command == null || command.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "which command? It follows after --");
        }
        if (healthFailures < 1) {
            throw new ParameterException(spec.commandLine(), "--health-failures must be at least 1");
        }
        return new Plan(
                options.election(),
                Candidate.self(Optional.ofNullable(name)),
                command,
                shell(standby),
                shell(fence),
                shell(health).map(line -> new Plan.Health(line, healthInterval, healthFailures)),
                grace,
                stay);
    }

    private static Optional<List<String>> shell(@Nullable String line) {
        return Optional.ofNullable(line).map(text -> List.of("/bin/sh", "-c", text));
    }
}
