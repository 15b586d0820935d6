package io.coordkit.server.monitor;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the reference would write to its log besides ({@code ZooTrace}). Here it is a number that is kept and has no effect: our log's
 * levels do that. Any thread.
 */
public final class TraceMask {
    /** The reference's default: client requests, sessions, what is delivered, and warnings. */
    private static final long DEFAULT = 0b1_0011_0010;

    private final AtomicLong mask = new AtomicLong(DEFAULT);

    /** The number. */
    public long get() {
        return mask.get();
    }

    /** Keeps another one; returns it. */
    public long set(long changed) {
        mask.set(changed);
        return changed;
    }
}
