package io.coordkit.cli;

import io.coordkit.cli.files.Zxids;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** 64-bit ids on the command line. */
final class CliNumbers {

    private CliNumbers() {}

    static long zxid(CommandSpec command, String name, String text) {
        return Zxids.parse(text)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), name + " wants a number such as 0x10000002a, not " + text));
    }

    static Optional<Long> optionalZxid(CommandSpec command, String name, @Nullable String text) {
        return text == null ? Optional.empty() : Optional.of(zxid(command, name, text));
    }
}
