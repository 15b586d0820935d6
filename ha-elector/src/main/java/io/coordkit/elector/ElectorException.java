package io.coordkit.elector;

import java.io.IOException;

/** ZooKeeper could not be reached, or refused what an election needs; the message says what and why. */
public final class ElectorException extends IOException {
    private static final long serialVersionUID = 1L;

    ElectorException(String message, Throwable cause) {
        super(message, cause);
    }
}
