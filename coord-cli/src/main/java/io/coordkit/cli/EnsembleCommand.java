package io.coordkit.cli;

import io.coordkit.cli.ensemble.Ensemble;
import io.coordkit.cli.ensemble.EnsembleFailure;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord ensemble ...}: an ensemble of real processes on this machine, for people who want to see what happens when. */
@Command(
        name = "ensemble",
        description = {
            "Run an ensemble on this machine to play with.",
            "Real server processes, which can be killed, frozen and cut off from each other.",
            ""
        },
        subcommands = {EnsembleStartCommand.class},
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "N is the number of a server, or 'leader'. Example:",
            "  coord ensemble start",
            "  coord ensemble kill leader",
            "  coord ensemble status",
            "  coord ensemble partition 1 2,3",
            "  coord ensemble heal",
            "  coord ensemble stop"
        })
final class EnsembleCommand implements Runnable {

    private static final String SERVERS = "The servers' numbers, or 'leader'.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** The commands, in the order in which one needs them. */
    static CommandLine addCommandsTo(CommandLine ensemble) {
        for (String name : List.of("status", "kill", "pause", "resume", "restart", "partition", "heal")) {
            ensemble.addSubcommand(
                    name,
                    CommandLine.getCommandMethods(EnsembleCommand.class, name).get(0));
        }
        ensemble.addSubcommand(new EnsembleLogsCommand());
        ensemble.addSubcommand(
                "stop",
                CommandLine.getCommandMethods(EnsembleCommand.class, "stop").get(0));
        return ensemble;
    }

    /** What a command asks of the ensemble. */
    @FunctionalInterface
    private interface Action {
        Ensemble.Outcome on(Ensemble ensemble) throws EnsembleFailure, IOException, InterruptedException;
    }

    /** Called when no subcommand is given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(description = "Show every server: state, role, leader, epoch, last transaction.")
    int status(@Mixin EnsembleOptions options) throws EnsembleFailure, IOException, InterruptedException {
        options.print(options.ensemble().status());
        return CommandLine.ExitCode.OK;
    }

    @Command(description = "End servers without a chance to clean up (SIGKILL).")
    int kill(
            @Mixin EnsembleOptions options,
            @Parameters(paramLabel = "N", arity = "1..*", description = SERVERS) List<String> servers)
            throws EnsembleFailure, IOException, InterruptedException {
        return perform(options, ensemble -> ensemble.kill(servers));
    }

    @Command(description = "Freeze servers (SIGSTOP): they keep their sockets and do nothing.")
    int pause(
            @Mixin EnsembleOptions options,
            @Parameters(paramLabel = "N", arity = "1..*", description = SERVERS) List<String> servers)
            throws EnsembleFailure, IOException, InterruptedException {
        return perform(options, ensemble -> ensemble.pause(servers));
    }

    @Command(description = "Let paused servers go on (SIGCONT).")
    int resume(
            @Mixin EnsembleOptions options,
            @Parameters(paramLabel = "N", arity = "1..*", description = SERVERS) List<String> servers)
            throws EnsembleFailure, IOException, InterruptedException {
        return perform(options, ensemble -> ensemble.resume(servers));
    }

    @Command(description = "Start servers; those that run are stopped first (SIGTERM).")
    int restart(
            @Mixin EnsembleOptions options,
            @Parameters(paramLabel = "N", arity = "1..*", description = SERVERS) List<String> servers)
            throws EnsembleFailure, IOException, InterruptedException {
        return perform(options, ensemble -> ensemble.restart(servers));
    }

    @Command(
            description = {
                "Cut the network between groups of servers, as '1 2,3'; those that are not named are one more group. Clients "
                        + "still reach every server. It takes the place of a former partition.",
                ""
            })
    int partition(
            @Mixin EnsembleOptions options,
            @Parameters(paramLabel = "GROUP", arity = "1..*", description = "Servers that hear each other: N[,N...].")
                    List<String> groups)
            throws EnsembleFailure, IOException, InterruptedException {
        return perform(options, ensemble -> ensemble.partition(groups));
    }

    @Command(description = "Undo a partition.")
    int heal(@Mixin EnsembleOptions options) throws EnsembleFailure, IOException, InterruptedException {
        return perform(options, Ensemble::heal);
    }

    @Command(
            description = {
                "Stop everything. The files go, too, unless the ensemble was started with a --dir: then it can be started "
                        + "again.",
                ""
            })
    int stop(@Mixin EnsembleOptions options) throws EnsembleFailure, IOException, InterruptedException {
        options.printStopped(options.ensemble().stop());
        return CommandLine.ExitCode.OK;
    }

    private static int perform(EnsembleOptions options, Action action)
            throws EnsembleFailure, IOException, InterruptedException {
        options.print(action.on(options.ensemble()));
        return CommandLine.ExitCode.OK;
    }
}
