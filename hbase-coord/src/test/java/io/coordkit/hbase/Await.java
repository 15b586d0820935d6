package io.coordkit.hbase;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, up to a deadline that is far beyond any good run. */
final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    private Await() {}

    static void await(Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!holds(condition)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the condition did not become true within " + DEADLINE);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception failed) {
            throw new AssertionError("the condition could not be evaluated", failed);
        }
    }
}
