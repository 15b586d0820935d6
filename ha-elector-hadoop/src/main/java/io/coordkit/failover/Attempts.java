package io.coordkit.failover;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The last attempt to become active, for whoever has asked for a failover and waits for its outcome; any thread. */
final class Attempts {
    private static final long LOOK_UP_MS = 100;

    /** One attempt: {@code what} came of it, for an operator. */
    record Attempt(boolean succeeded, String what, long atNanos) {}

    private Optional<Attempt> last = Optional.empty();

    synchronized void record(boolean succeeded, String what) {
        last = Optional.of(new Attempt(succeeded, what, System.nanoTime()));
        notifyAll();
    }

    /**
     * Waits for an attempt.
     *
     * @param sinceNanos older attempts do not count ({@link System#nanoTime})
     * @param worthWaiting looked at now and then
     * @return empty when time is up or it is not worth waiting any longer
     */
    synchronized Optional<Attempt> awaitOne(long sinceNanos, long timeoutMs, BooleanSupplier worthWaiting)
            throws InterruptedException {
        long endNanos = sinceNanos + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (worthWaiting.getAsBoolean() && System.nanoTime() - endNanos < 0) {
            Optional<Attempt> recent = last.filter(attempt -> attempt.atNanos() - sinceNanos >= 0);
            if (recent.isPresent()) {
                return recent;
            }
            wait(LOOK_UP_MS);
        }
        return Optional.empty();
    }
}
