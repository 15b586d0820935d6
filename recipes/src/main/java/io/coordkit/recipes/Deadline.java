package io.coordkit.recipes;

import java.time.Duration;

/** Until when to wait. */
final class Deadline {
    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, not below zero. */
    long remainingNanos() {
        return Math.max(0, atNanos - System.nanoTime());
    }
}
