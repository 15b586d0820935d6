package io.coordkit.benchmarks.failover;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What several writers have had acknowledged, and the longest time in which no one had anything. Thread-safe. */
final class Acknowledgements {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongestPause pause = new LongestPause(System.nanoTime());
    private final int[] counts;
    private Optional<RuntimeException> failure = Optional.empty();

    Acknowledgements(int writers) {
        this.counts = new int[writers];
    }

    /** A write of this writer has been acknowledged just now. */
    void add(int writer) {
        lock.lock();
        try {
            pause.event(System.nanoTime());
            counts[writer]++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A writer cannot go on, so whoever waits shall not. */
    void fail(RuntimeException cause) {
        lock.lock();
        try {
            failure = Optional.of(failure.orElse(cause));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Counts anew from here, and so do pauses; the one in which this happens counts from its beginning. */
    void startOver() {
        lock.lock();
        try {
            pause.forgetEnded();
            Arrays.fill(counts, 0);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until each writer has had so many acknowledged.
     *
     * @throws BenchmarkFailure when that takes too long or a writer has failed
     */
    void awaitEach(int count, Duration patience) {
        lock.lock();
        try {
            long leftNanos = patience.toNanos();
            while (Arrays.stream(counts).anyMatch(each -> each < count)) {
                if (failure.isPresent()) {
                    throw failure.get();
                }
                if (leftNanos <= 0) {
                    throw new BenchmarkFailure("after " + patience.toSeconds() + " s the writers have "
                            + Arrays.toString(counts) + " acknowledgements, not " + count + " each");
                }
                leftNanos = changed.awaitNanos(leftNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted while writers wrote", e);
        } finally {
            lock.unlock();
        }
    }

    /** The longest pause that has ended since {@link #startOver}. */
    Duration longestPause() {
        lock.lock();
        try {
            return Duration.ofNanos(pause.nanos());
        } finally {
            lock.unlock();
        }
    }
}
