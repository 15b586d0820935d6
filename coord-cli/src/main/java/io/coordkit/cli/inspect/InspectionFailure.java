package io.coordkit.cli.inspect;

import java.io.Serial;

/** Why a tree cannot be looked at: its message is what the user reads. */
public final class InspectionFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    InspectionFailure(String message) {
        super(message);
    }

    InspectionFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
