package io.coordkit.kafka.codec;

/** A znode whose value is not what the layout says; the message names the path and what is wrong with it. */
public final class MalformedNodeException extends RuntimeException {
    private final String path;

    /** Complains about the value of the znode at {@code path}. */
    public MalformedNodeException(String path, String complaint) {
        super(path + ": " + complaint);
        this.path = path;
    }

    /** The znode that could not be read. */
    public String path() {
        return path;
    }
}
