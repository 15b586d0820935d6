package io.coordkit.cli.files;

import java.io.Serial;

/** The files do not let a command do its work; the message is what the user reads, one line. */
public final class FilesFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    FilesFailure(String message) {
        super(message);
    }

    FilesFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
