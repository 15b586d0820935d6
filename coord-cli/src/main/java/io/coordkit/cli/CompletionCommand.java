package io.coordkit.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code coord completion}. */
@Command(
        name = "completion",
        description = {"Print a script that completes commands and options in bash and zsh.", ""},
        footer = {"", "Try it:  source <(coord completion)"})
final class CompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine coord = spec.root().commandLine();
        coord.getOut().println(AutoComplete.bash(coord.getCommandName(), coord));
        return CommandLine.ExitCode.OK;
    }
}
