package io.coordkit.it.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition with a deadline, looking every few milliseconds. */
public final class Eventually {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A question that may fail as well as answer no. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it holds now. */
        boolean test() throws IOException;
    }

    private Eventually() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @throws AssertionError when it does not within {@code deadline}
     */
    public static void holds(Duration deadline, Condition condition) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.test()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("condition did not hold within " + deadline);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
