package io.coordkit.statestore;

import org.jspecify.annotations.Nullable;

/** A znode whose data cannot be what its path says. */
public final class CorruptStateException extends UnreadableNodeException {

    private static final long serialVersionUID = 1L;

    CorruptStateException(String path, String what, @Nullable Throwable cause) {
        super(path, what, cause);
    }
}
