package io.coordkit.core.session;

/** A client's standing with the ensemble; it survives connections. Changed by {@link SessionTable} and its owner's thread. */
public final class Session {
    /** The owner of a session that no connection here has shown to be its own. */
    public static final long NO_OWNER = 0;

    final long id;
    int timeoutMs;
    long expiresAtMs;
    long queuedForMs = Long.MAX_VALUE;
    long owner = NO_OWNER;
    boolean closing;
    boolean touched;
    boolean local;

    Session(long id, int timeoutMs) {
        this.id = id;
        this.timeoutMs = timeoutMs;
    }

    /** Never 0. */
    public long id() {
        return id;
    }

    /** Milliseconds of silence after which it may end; the newest negotiated value. */
    public int timeoutMs() {
        return timeoutMs;
    }

    /** Who may speak for it: a connection here or, on a leader, one of its learners; or {@link #NO_OWNER}. */
    public long owner() {
        return owner;
    }

    /** Whether nobody but this server knows it. */
    public boolean isLocal() {
        return local;
    }

    /** Whether its end is decided and on its way. */
    public boolean isClosing() {
        return closing;
    }
}
