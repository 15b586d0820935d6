package io.coordkit.statestore;

import org.jspecify.annotations.Nullable;

/** A store operation that did not do what was asked. Subclasses name the cases that callers treat differently. */
public class StateStoreException extends Exception {

    private static final long serialVersionUID = 1L;

    public StateStoreException(String message) {
        super(message);
    }

    public StateStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
