package io.coordkit.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord help [COMMAND]}: the same text as {@code --help}. */
@Command(name = "help", description = "Show this help, or that of one command.")
final class HelpCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
    private @Nullable String about;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine coord = spec.commandLine().getParent();
        subject(coord).usage(coord.getOut());
        return CommandLine.ExitCode.OK;
    }

    private CommandLine subject(CommandLine coord) {
        if (about == null) {
            return coord;
        }
        CommandLine command = coord.getSubcommands().get(about);
        if (command == null) {
            throw new ParameterException(spec.commandLine(), "there is no command '" + about + "'");
        }
        return command;
    }
}
