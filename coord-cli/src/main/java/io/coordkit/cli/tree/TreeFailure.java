package io.coordkit.cli.tree;

import java.io.Serial;

/** Why a tree cannot be reached, read or used: its message is what the user reads. */
public final class TreeFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    public TreeFailure(String message) {
        super(message);
    }

    public TreeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
