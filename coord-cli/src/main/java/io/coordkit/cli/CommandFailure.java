package io.coordkit.cli;

import java.io.Serial;

/** A failure that we expect and can explain: its message is what the user reads, one line. */
final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
