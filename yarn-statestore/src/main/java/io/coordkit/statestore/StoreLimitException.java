package io.coordkit.statestore;

/** A new application is larger than the store accepts. The application is refused; the store goes on. */
public final class StoreLimitException extends StateStoreException {

    private static final long serialVersionUID = 1L;

    StoreLimitException(String message) {
        super(message);
    }
}
