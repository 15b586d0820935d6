package io.coordkit.cli;

import io.coordkit.cli.ensemble.EnsembleFailure;
import io.coordkit.cli.files.FilesFailure;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.core.storage.StorageException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entrance: {@code coord COMMAND}. Exit codes: 0 done, 1 failed, 2 used wrongly, 4 the
 * administrator's port is somebody else's. */
@Command(
        name = "coord",
        description = {
            "Coordination for big-data systems: a ZooKeeper-compatible server, tools for it, and demos of its use.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start here:  coord demo          (about a minute; leaves nothing behind)",
            "Then:        coord server --data DIR --port 2181",
            "Three:       coord ensemble start      (on this machine, to play with)",
            "Trouble?     coord doctor zoo.cfg",
            "Look inside: coord shell -server HOST:PORT",
            "",
            "COORD_JVM_OPTS adds flags to the JVM, for example COORD_JVM_OPTS='-Xmx512m'."
        })
public final class Main implements Runnable {

    /** What explains itself. */
    private static final List<Class<? extends Exception>> EXPECTED = List.of(
            CommandFailure.class, EnsembleFailure.class, FilesFailure.class, TreeFailure.class, StorageException.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace when something fails.")
    private boolean debug;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /** The command tree with our error handling, as far as these arguments need it; its {@code execute} returns the exit code. */
    static CommandLine commandLine(String... args) {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main);
        Commands.addTo(commandLine, args);
        commandLine.setParameterExceptionHandler(Main::usedWrongly);
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> failed(failure, command.getErr(), main.debug));
        return commandLine;
    }

    /** Called when no subcommand is given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int usedWrongly(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        String hint = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println("coord: " + oneLine(explain(mistake)) + " (see '" + hint + "')");
        return CommandLine.ExitCode.USAGE;
    }

    private static @Nullable String explain(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return mistake.getMessage();
        }
        String first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-")) {
            return "there is no option '" + first + "'";
        }
        if (mistake.getCommandLine().getSubcommands().isEmpty()) {
            return "there is one argument too many: '" + first + "'";
        }
        String meant = unmatched.getSuggestions().stream()
                .filter(name -> name.startsWith(first) || first.startsWith(name))
                .findFirst()
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
        return "there is no command '" + first + "'" + meant;
    }

    private static int failed(Exception failure, PrintWriter err, boolean debug) {
        err.println("coord: " + oneLine(explain(failure)));
        if (debug) {
            failure.printStackTrace(err);
        }
        return failure instanceof CommandFailure known ? known.exitCode() : CommandLine.ExitCode.SOFTWARE;
    }

    /** Expected failures explain themselves; for others the kind of exception is all that we know. */
    private static String explain(Exception failure) {
        if (failure instanceof InterruptedException) {
            return "stopped";
        }
        if (EXPECTED.stream().anyMatch(kind -> kind.isInstance(failure)) && failure.getMessage() != null) {
            return failure.getMessage();
        }
        return "unexpected " + failure + " (--debug shows the stack trace)";
    }

    private static String oneLine(@Nullable String text) {
        if (text == null) {
            return "something is wrong with the arguments";
        }
        return text.strip().replaceAll("\\s*\\R\\s*", " ").replaceFirst("^Error: ", "");
    }
}
