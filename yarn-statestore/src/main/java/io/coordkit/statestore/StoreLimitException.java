package io.coordkit.statestore;

/**
 * A new application is larger than the store accepts, or something exceeds ZooKeeper's {@code jute.maxbuffer} when it is read or
 * written. It is refused; the store goes on.
 */
public final class StoreLimitException extends StateStoreException {

    private static final long serialVersionUID = 1L;

    StoreLimitException(String message) {
        super(message);
    }
}
