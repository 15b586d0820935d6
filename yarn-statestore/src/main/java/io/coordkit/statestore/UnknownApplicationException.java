package io.coordkit.statestore;

/** An attempt of an application that is not in the store. Nothing was stored; the store goes on. */
public final class UnknownApplicationException extends StateStoreException {

    private static final long serialVersionUID = 1L;

    UnknownApplicationException(String message) {
        super(message);
    }
}
