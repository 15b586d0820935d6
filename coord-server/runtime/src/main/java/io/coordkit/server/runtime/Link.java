package io.coordkit.server.runtime;

/** A socket as the replica's effects need it. Called on the replica's event loop only. */
public interface Link {
    /** Keeps bytes for the next {@link #flush}, copying them; returns whether that is the first to be done by it. */
    boolean send(byte[] bytes, int offset, int length);

    /** Hands what was sent to the socket. */
    void flush();

    /** Forgets what was sent and not handed to the socket, because the replica has stopped in the middle of a batch. */
    void discard();

    /**
     * Runs {@code drained}, on any thread, once everything sent so far has left for the network; never if it cannot. Only the
     * last one given before a {@link #flush} is run. Returns as {@link #send} does.
     */
    boolean whenDrained(Runnable drained);

    /** Stops or resumes reading from the socket. */
    void setReading(boolean reading);

    /** Whether the socket is read at the moment. */
    boolean isReading();

    /** How the socket is at the moment. */
    SocketView view();

    /** Closes the socket once everything sent has left. */
    void closeAfterFlush();
}
