package io.coordkit.server.admin;

/** Lets something happen once in a while; belongs to one thread. */
final class RateLimit {
    private final long intervalNanos;
    private long nextNanos = System.nanoTime();

    RateLimit(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /** Whether it may happen now; if so, it has. */
    boolean allows() {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            return false;
        }
        nextNanos = now + intervalNanos;
        return true;
    }
}
