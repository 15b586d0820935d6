package io.coordkit.hbase;

import java.io.IOException;

/**
 * A blocking call did not do what was asked: the server cannot be reached or refused, or the thread was interrupted, whose
 * flag is then set again. Whether a write took effect may be unknown. The message names what was attempted, the cause is
 * what the client threw.
 */
public final class CoordinationException extends IOException {
    private static final long serialVersionUID = 1L;

    CoordinationException(String message, Throwable cause) {
        super(message, cause);
    }
}
