package io.coordkit.cli;

import io.coordkit.cli.demo.children.ChildProcesses;
import io.coordkit.cli.ensemble.Launch;
import java.util.List;
import picocli.CommandLine;

/**
 * The commands by name, in the order of the help. Each is made when it is wanted: to read the annotations of all of them takes longer
 * than a small command itself.
 */
final class Commands {

    private static final List<String> NAMES = List.of(
            "server",
            "ensemble",
            "shell",
            "log",
            "snapshot",
            "cleanup",
            "doctor",
            "elect",
            "inspect",
            "kafka",
            "demo",
            "completion",
            "version",
            "help",
            ChildProcesses.SUBCOMMAND,
            Launch.SUBCOMMAND);

    /** Those that speak of the others. */
    private static final List<String> ABOUT_OTHERS = List.of("completion", "help");

    private Commands() {}

    /** Adds those that these arguments can need: one, if they begin with its name. */
    static void addTo(CommandLine coord, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        boolean alone = NAMES.contains(first) && !ABOUT_OTHERS.contains(first);
        for (String name : alone ? List.of(first) : NAMES) {
            coord.addSubcommand(name, make(name));
        }
    }

    private static CommandLine make(String name) {
        return switch (name) {
            case "server" -> new CommandLine(new ServerCommand());
            case "ensemble" -> EnsembleCommand.addCommandsTo(new CommandLine(new EnsembleCommand()));
            case "shell" -> new CommandLine(new ShellCommand()).setStopAtPositional(true);
            case "log" -> new CommandLine(new LogCommand());
            case "snapshot" -> new CommandLine(new SnapshotCommand());
            case "cleanup" -> new CommandLine(new CleanupCommand());
            case "doctor" -> new CommandLine(new DoctorCommand());
            case "elect" -> new CommandLine(new ElectCommand());
            case "inspect" -> new CommandLine(new InspectCommand());
            case "kafka" -> new CommandLine(new KafkaCommand());
            case "demo" -> DemoCommand.describeDemosIn(new CommandLine(new DemoCommand()));
            case "completion" -> new CommandLine(new CompletionCommand());
            case "version" -> new CommandLine(new VersionCommand());
            case "help" -> new CommandLine(new HelpCommand());
            // What follows the role's name is the role's, options included.
            case ChildProcesses.SUBCOMMAND -> new CommandLine(new DemoChildCommand()).setStopAtPositional(true);
            case Launch.SUBCOMMAND -> new CommandLine(new EnsembleSupervisorCommand());
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }
}
