package io.coordkit.cli.ensemble;

import java.io.Serial;

/** A command could not do what it was asked. The message is for the user: one line that says why and, often, what to do. */
public final class EnsembleFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final String message;

    EnsembleFailure(String message) {
        super(message);
        this.message = message;
    }

    /** Never absent. */
    @Override
    public String getMessage() {
        return message;
    }
}
