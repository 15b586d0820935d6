package io.coordkit.server;

import java.io.IOException;

/** The administrator's port cannot be opened; the reference has an exit code of its own for that. */
public final class AdminPortException extends IOException {
    private static final long serialVersionUID = 1L;

    AdminPortException(IOException cause) {
        super("admin.serverPort: " + cause.getMessage(), cause);
    }
}
