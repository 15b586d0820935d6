package io.coordkit.statestore;

/** The store was written by software with another major version of the layout. Nothing was changed. */
public final class IncompatibleVersionException extends StateStoreException {

    private static final long serialVersionUID = 1L;

    IncompatibleVersionException(String message) {
        super(message);
    }
}
