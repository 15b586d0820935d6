package io.coordkit.it.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One direction between two members: open, slow, or shut. Thread-safe. */
final class Gate {

    private boolean shut;
    private boolean demolished;
    private long delayNanos;

    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
        notifyAll();
    }

    synchronized void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /** Lets everybody go for good, so that no thread is left waiting. */
    synchronized void demolish() {
        demolished = true;
        open();
    }

    /** Waits while the gate is shut, and as long as the way takes. */
    void pass() throws InterruptedException {
        long arrivalNanos;
        synchronized (this) {
            arrivalNanos = System.nanoTime() + delayNanos;
        }
        for (long left = arrivalNanos - System.nanoTime(); left > 0; left = arrivalNanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(10)));
        }
        synchronized (this) {
            while (shut && !demolished) {
                wait();
            }
        }
    }
}
