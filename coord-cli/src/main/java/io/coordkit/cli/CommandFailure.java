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

    /** What a user is told about an exception: its message, or its kind when it has none. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
