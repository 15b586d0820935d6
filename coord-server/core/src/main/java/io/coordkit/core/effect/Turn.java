package io.coordkit.core.effect;

import io.coordkit.core.stats.ServerStats;

/** The time and the outbox of the step that is running, and what has been counted so far; one object, shared by the parts of a replica. */
public final class Turn {
    private final ServerStats stats = new ServerStats();
    private Outbox outbox;
    private long nowMs;
    private long wallMs;

    /** Before the first step. */
    public Turn(Outbox outbox, long nowMs, long wallMs) {
        this.outbox = outbox;
        this.nowMs = nowMs;
        this.wallMs = wallMs;
    }

    /** Where the effects of the running step go. */
    public Outbox outbox() {
        return outbox;
    }

    /** Monotonic clock in ms. */
    public long nowMs() {
        return nowMs;
    }

    /** Wall clock in ms. */
    public long wallMs() {
        return wallMs;
    }

    /** Where everything is counted. */
    public ServerStats stats() {
        return stats;
    }

    /** A step begins. */
    public void begin(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Time has passed. */
    public void setTime(long nowMs, long wallMs) {
        this.nowMs = nowMs;
        this.wallMs = wallMs;
    }
}
