package io.coordkit.statestore;

import org.jspecify.annotations.Nullable;

/** A znode whose data cannot be what its path says. The message names the path. */
public final class CorruptStateException extends StateStoreException {

    private static final long serialVersionUID = 1L;

    CorruptStateException(String path, String what, @Nullable Throwable cause) {
        super(path + ": " + what, cause);
    }
}
