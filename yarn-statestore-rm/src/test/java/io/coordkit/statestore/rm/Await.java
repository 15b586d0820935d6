package io.coordkit.statestore.rm;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition. */
final class Await {

    private static final long DEADLINE_NANOS = Duration.ofSeconds(60).toNanos();

    private Await() {}

    static void until(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE_NANOS) {
                throw new AssertionError("not within a minute");
            }
            Thread.sleep(5);
        }
    }
}
