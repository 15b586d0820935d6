package io.coordkit.server.monitor;

/** The server has no leader, or has stopped: it has nothing to say about its clients and its tree. */
public final class NotServingException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the reference's tools look for. */
    public static final String MESSAGE = "This ZooKeeper instance is not currently serving requests";

    /** It has stopped, or does not serve clients. */
    public NotServingException() {
        super(MESSAGE, null, false, false);
    }
}
