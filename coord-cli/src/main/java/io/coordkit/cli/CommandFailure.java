package io.coordkit.cli;

import java.io.Serial;
import picocli.CommandLine;

/** A failure that we expect and can explain: its message is what the user reads, one line. */
final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandFailure(String message) {
        super(message);
        this.exitCode = CommandLine.ExitCode.SOFTWARE;
    }

    CommandFailure(String message, Throwable cause) {
        this(message, cause, CommandLine.ExitCode.SOFTWARE);
    }

    CommandFailure(String message, Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What the process ends with. */
    int exitCode() {
        return exitCode;
    }

    /** What a user is told about an exception: its message, or its kind when it has none. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
