package io.coordkit.server.storage;

import io.coordkit.core.storage.DiskFullException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Does again what a full disk has refused, until there is space or nobody wants it any more. Only for what may be done again; the
 * thread that works waits meanwhile, and whoever hands it work goes on.
 */
final class SpaceWait {
    private static final long AGAIN_NANOS = 200_000_000;

    /** Less than this is no space: what is written next would be refused again, and the server would go back and forth. */
    private static final long SPACE_BYTES_MIN = 1 << 20;

    private final LongSupplier usableBytes;
    private final Listener listener;
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private boolean full;

    /** Told on the thread that works. */
    interface Listener {
        /** The disk is full: nothing is written until further notice. */
        void onDiskFull(DiskFullException refusal);

        /** There is space again, and what had been refused is written. */
        void onDiskFree();
    }

    SpaceWait(LongSupplier usableBytes, Listener listener) {
        this.usableBytes = usableBytes;
        this.listener = listener;
    }

    /** Nobody waits any more: what is refused from now on has failed. */
    void giveUp() {
        givenUp.set(true);
    }

    void until(Runnable work) {
        until(() -> {
            work.run();
            return true;
        });
    }

    <T> T until(Supplier<T> work) {
        while (true) {
            try {
                if (!full || givenUp.get() || usableBytes.getAsLong() >= SPACE_BYTES_MIN) {
                    T result = work.get();
                    tellFree();
                    return result;
                }
            } catch (DiskFullException refusal) {
                tellFull(refusal);
            }
            LockSupport.parkNanos(this, AGAIN_NANOS);
        }
    }

    private void tellFull(DiskFullException refusal) {
        if (givenUp.get()) {
            throw refusal;
        }
        if (!full) {
            full = true;
            listener.onDiskFull(refusal);
        }
    }

    private void tellFree() {
        if (full) {
            full = false;
            listener.onDiskFree();
        }
    }
}
