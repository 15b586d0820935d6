package io.coordkit.sim.world;

/** How a session stands with the servers, as a client library sees it. */
public enum SessionState {
    /** A server serves it; at first, or again. */
    CONNECTED,
    /** No server serves it: none has yet, or the connection is lost. Nobody knows whether it still exists. */
    SUSPENDED,
    /** It is gone, and so are its ephemerals. Only a server says so, so whoever reaches none may be in it without knowing. */
    EXPIRED,
    /** Ended by its client, which hears nothing more of it. */
    CLOSED;

    /** Whether it does not come back. */
    public boolean isFinal() {
        return this == EXPIRED || this == CLOSED;
    }
}
