package io.coordkit.cli.shell;

import java.io.Serial;

/** The shell cannot do its work at all; the message is what the user reads, one line. */
public final class ShellFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    ShellFailure(String message) {
        super(message);
    }

    ShellFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
