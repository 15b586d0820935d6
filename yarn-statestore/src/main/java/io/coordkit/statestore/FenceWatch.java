package io.coordkit.statestore;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks again and again whether a store may still write, so that a writer with nothing to write hears of its successor, too: the
 * VerifyActiveStatusThread of ZKRMStateStore, which it needs where an operator and no election decides who is active.
 *
 * <p>The first failure of any kind ends the watch; it is given to the listener on the watch's own daemon thread.
 */
public final class FenceWatch implements AutoCloseable {

    private final ScheduledExecutorService thread;

    private FenceWatch(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /**
     * Begins at once.
     *
     * @param store a store that was started
     * @param period between two questions; Hadoop takes the session timeout
     * @param lost hears of the end, at most once
     */
    public static FenceWatch start(RmStateStore store, Duration period, Consumer<Exception> lost) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "coord-fence-watch");
            daemon.setDaemon(true);
            return daemon;
        });
        FenceWatch watch = new FenceWatch(thread);
        thread.scheduleWithFixedDelay(
                () -> watch.ask(store, lost), 0, Math.max(1, period.toMillis()), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void ask(RmStateStore store, Consumer<Exception> lost) {
        try {
            store.verifyActive();
        } catch (StateStoreException | RuntimeException end) {
            if (!thread.isShutdown()) {
                thread.shutdown();
                lost.accept(end);
            }
        }
    }

    /** Ends the watch; nothing is heard of it any more, unless it is being said just now. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
