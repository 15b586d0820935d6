package io.coordkit.statestore;

import org.jspecify.annotations.Nullable;

/** A znode that may not be read, or whose data cannot be what its path says. The message names the path. */
public abstract sealed class UnreadableNodeException extends StateStoreException
        permits CorruptStateException, AccessRefusedException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String why;

    UnreadableNodeException(String path, String why, @Nullable Throwable cause) {
        super(path + ": " + why, cause);
        this.path = path;
        this.why = why;
    }

    /** The znode, or the file of a store in a file. */
    public final String path() {
        return path;
    }

    /** The message without the path. */
    public final String why() {
        return why;
    }
}
