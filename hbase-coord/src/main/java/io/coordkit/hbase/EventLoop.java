package io.coordkit.hbase;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that feeds one machine. What is handed in after {@link #close()} is dropped, what was before runs. */
final class EventLoop implements Loop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread ownThread;

    EventLoop(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            ownThread = thread;
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        executor.setRejectedExecutionHandler((task, closed) -> LOG.debug("dropped an input after close"));
    }

    @Override
    public void execute(Runnable input) {
        executor.execute(() -> run(input));
    }

    @Override
    public void schedule(long delayMs, Runnable input) {
        executor.schedule(() -> run(input), Math.max(0, delayMs), TimeUnit.MILLISECONDS);
    }

    void everyMs(long periodMs, Runnable input) {
        executor.scheduleWithFixedDelay(() -> run(input), periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** One input that fails must not end the loop: the machines have timeouts for whatever it did not do. */
    private static void run(Runnable input) {
        try {
            input.run();
        } catch (RuntimeException bug) {
            LOG.error("an input failed", bug);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    /** Waits until the loop was closed and its last input has run, but for itself; false when that took longer. */
    boolean awaitEnd(long timeoutMs) throws InterruptedException {
        return Thread.currentThread() == ownThread || executor.awaitTermination(timeoutMs, TimeUnit.MILLISECONDS);
    }
}
