package io.coordkit.benchmarks.load;

import java.util.concurrent.locks.LockSupport;

/**
 * Calls at each instant of a schedule from a thread of its own, to some 60 microseconds; the thread that waits for sockets
 * could do so only to the millisecond.
 */
final class Metronome implements AutoCloseable {
    private final RateSchedule schedule;
    private final long endNanos;
    private final Runnable beat;
    private final Thread thread;
    private volatile boolean closed;

    private Metronome(RateSchedule schedule, long endNanos, Runnable beat) {
        this.schedule = schedule;
        this.endNanos = endNanos;
        this.beat = beat;
        this.thread = new Thread(this::run, "metronome");
        thread.setDaemon(true);
    }

    /** Begins; instants that pass while it is late have one call together. */
    static Metronome start(RateSchedule schedule, long endNanos, Runnable beat) {
        Metronome metronome = new Metronome(schedule, endNanos, beat);
        metronome.thread.start();
        return metronome;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        long next = 0;
        while (!closed && schedule.dueNanos(next) - endNanos < 0) {
            long nowNanos = System.nanoTime();
            long left = schedule.dueNanos(next) - nowNanos;
            if (left > 0) {
                LockSupport.parkNanos(left);
            } else {
                next = schedule.countDue(nowNanos);
                beat.run();
            }
        }
    }
}
