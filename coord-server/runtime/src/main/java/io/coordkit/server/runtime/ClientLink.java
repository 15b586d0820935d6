package io.coordkit.server.runtime;

/** A client's socket as the replica's effects need it. Called on the replica's event loop only. */
public interface ClientLink extends Link {
    /** Stops or resumes reading from the socket. */
    void setReading(boolean reading);
}
