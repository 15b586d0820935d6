package io.coordkit.cli.elect;

import java.io.Serial;

/** Why one cannot take part in an election, or look at it: its message is what the user reads. */
public final class ElectionFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    ElectionFailure(String message) {
        super(message);
    }

    ElectionFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
