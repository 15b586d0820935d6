package io.coordkit.benchmarks.failover;

/** The longest time between two consecutive events. */
final class LongestPause {
    private long lastNanos;
    private long longestNanos;

    LongestPause(long startNanos) {
        this.lastNanos = startNanos;
    }

    /** Counts an event; instants must not go back. */
    void event(long nowNanos) {
        longestNanos = Math.max(longestNanos, nowNanos - lastNanos);
        lastNanos = nowNanos;
    }

    /** Forgets all pauses that have ended; the present one, which began with the last event, still counts as a whole. */
    void forgetEnded() {
        longestNanos = 0;
    }

    /** Of the pauses that have ended with an event. */
    long nanos() {
        return longestNanos;
    }
}
