package io.coordkit.server.runtime;

/** A client's socket as the replica's effects need it. Called on the replica's event loop only. */
public interface ClientLink {
    /** Keeps bytes for the next {@link #flush}, copying them; returns whether they are the first since the last one. */
    boolean send(byte[] frame, int offset, int length);

    /** Hands what was sent to the socket. */
    void flush();

    /** Runs {@code drained}, on any thread, once everything sent so far has left for the network. */
    void whenDrained(Runnable drained);

    /** Closes the socket once everything sent has left. */
    void closeAfterFlush();

    /** Stops or resumes reading from the socket. */
    void setReading(boolean reading);
}
