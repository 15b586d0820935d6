package io.coordkit.hbase;

import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task at work: runs the application's code once, hears its progress, stops it. Thread-safe. */
final class RunningSplit implements Runnable, SplitWork.Running, SplitTaskExecutor.Progress {
    private static final Logger LOG = LoggerFactory.getLogger(SplitLogWorker.class);

    private final SplitTaskName task;
    private final SplitTaskExecutor executor;
    private final long reportEveryNanos;
    private final Runnable onProgress;
    private final Consumer<SplitResult> onEnd;

    private volatile boolean stopped;
    private volatile long lastReportNanos = System.nanoTime();
    /** Guarded by this: whom to interrupt, while the application's code runs. */
    private @Nullable Thread thread;

    /**
     * @param reportEveryMs how often at most progress is handed on, however often the work reports it
     */
    RunningSplit(
            SplitTaskName task,
            SplitTaskExecutor executor,
            long reportEveryMs,
            Runnable onProgress,
            Consumer<SplitResult> onEnd) {
        this.task = task;
        this.executor = executor;
        this.reportEveryNanos = TimeUnit.MILLISECONDS.toNanos(reportEveryMs);
        this.onProgress = onProgress;
        this.onEnd = onEnd;
    }

    @Override
    public boolean report() {
        long now = System.nanoTime();
        if (!stopped && now - lastReportNanos >= reportEveryNanos) {
            lastReportNanos = now;
            onProgress.run();
        }
        return !stopped;
    }

    @Override
    public void run() {
        setThread(Thread.currentThread());
        SplitResult result = stopped ? SplitResult.PREEMPTED : execute();
        setThread(null);
        LOG.info("task={} result={}", task, result);
        onEnd.accept(result);
    }

    /** After this, nobody interrupts the thread on behalf of this task, and no earlier interrupt is left over. */
    private synchronized void setThread(@Nullable Thread current) {
        thread = current;
        if (current == null) {
            Thread.interrupted();
        }
    }

    private SplitResult execute() {
        try {
            return executor.execute(task, this);
        } catch (FileNotFoundException | NoSuchFileException gone) {
            LOG.info("task={}: the log is gone, so it was split before", task);
            return SplitResult.DONE;
        } catch (InterruptedException | InterruptedIOException stop) {
            return SplitResult.RESIGNED;
        } catch (IOException | RuntimeException failure) {
            LOG.warn("task={} failed", task, failure);
            return SplitResult.ERR;
        }
    }

    @Override
    public void stop() {
        stopped = true;
        synchronized (this) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
