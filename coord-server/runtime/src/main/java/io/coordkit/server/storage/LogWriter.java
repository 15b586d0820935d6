package io.coordkit.server.storage;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code coord-log}: appends what it is handed, forces once per group, then says what is durable.
 *
 * <p>A group is whatever waits when the thread looks, so groups grow by themselves while a force is under way. On a full
 * disk the thread waits for space. Any other failure ends it: {@link Listener#onFailure} is called once and nothing is tried again, as a second force
 * may report success for pages that the first one has dropped.
 */
public final class LogWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    /** Larger batches are left to the garbage collector instead of being kept for reuse. */
    private static final int RECYCLED_BYTES_MAX = 1 << 20;

    private final SpaceWait space;
    private final LogAppender appender;
    private final HistoryJobs history;
    private final Listener listener;
    private final Settings settings;
    private final Thread thread;
    private final ForceMeter meter;

    private final ConcurrentLinkedQueue<Job> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentLinkedQueue<LogBatch> recycled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger recycledCount = new AtomicInteger();
    private final List<LogBatch> group = new ArrayList<>();
    private volatile boolean idle;
    private volatile boolean closing;
    private volatile boolean stopped;

    /** Told on the log thread; must not block. */
    public interface Listener extends SpaceWait.Listener {
        /** Everything up to and including this zxid survives a crash. */
        void onDurable(long lastZxid);

        /** The disk was forced for so long, for so many batches. */
        void onForced(Duration time, int batches);

        /** What {@link LogWriter#saveEpochs} was given is durable. */
        void onEpochsSaved(long accepted, long current);

        /** What {@link LogWriter#truncate} was asked for is durable; with the state that is left, if that was wanted. */
        void onTruncated(long zxid, Optional<StateRecovery.Recovered> reloaded);

        /** {@link LogWriter#truncate} has changed nothing, as no state would be left to start from. */
        void onNotTruncated(long zxid);

        /** The tree given to {@link LogWriter#install} is all that the disk holds; it is the listener's again. */
        void onInstalled(DataTree tree);

        /** The log can no longer be written; said once, and the last word. */
        void onFailure(StorageException failure);
    }

    /**
     * Limits of the writer.
     *
     * @param queueCapacity batches that may wait
     * @param fsyncWarning a force that takes longer is logged ({@code fsync.warningthresholdms})
     * @param usableBytes the space that is left on the disk
     */
    public record Settings(int queueCapacity, Duration fsyncWarning, LongSupplier usableBytes) {
        /** 64 batches, one second, any space. */
        public static Settings defaults() {
            return new Settings(64, Duration.ofSeconds(1), () -> Long.MAX_VALUE);
        }
    }

    /** One thing to do, in order of hand-over. */
    private interface Job {
        void run();
    }

    /**
     * Prepares a writer behind a recovered log.
     *
     * @param lastZxid last zxid of log and snapshot
     * @param filing where the set of files is changed, one task at a time, while the log thread waits; not on this thread
     *     alone, since somebody else may write snapshots and purge old files
     * @param recovery makes what reads the state again after a truncation
     */
    public LogWriter(
            DataDirectory directory,
            LogOptions options,
            long lastZxid,
            Listener listener,
            Settings settings,
            Executor filing,
            Supplier<StateRecovery> recovery) {
        this.space = new SpaceWait(settings.usableBytes(), listener);
        DataDirectory patient = PatientFileIo.over(directory, space);
        this.appender = new LogAppender(patient.logFiles(), options, lastZxid);
        this.history = new HistoryJobs(patient, appender, listener, filing, recovery);
        this.listener = listener;
        this.settings = settings;
        this.meter = new ForceMeter(settings.fsyncWarning());
        this.thread = new Thread(this::work, "coord-log");
    }

    /** Starts the thread; once. */
    public void start() {
        thread.start();
    }

    /** An empty batch to fill, recycled if there is one. */
    public LogBatch takeBatch() {
        LogBatch batch = recycled.poll();
        if (batch == null) {
            return new LogBatch();
        }
        recycledCount.decrementAndGet();
        return batch;
    }

    /**
     * Hands over a batch that is not empty; its records must follow those handed over before.
     *
     * @return true: the batch belongs to the writer now. False: too many batches wait (keep filling this one and offer
     *     it again), or the writer has stopped
     */
    public boolean offer(LogBatch batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("empty batch");
        }
        if (closing || stopped || waiting.get() >= settings.queueCapacity()) {
            return false;
        }
        append(batch);
        return true;
    }

    /** Hands over a batch as {@link #offer} does, however many wait. */
    public void append(LogBatch batch) {
        waiting.incrementAndGet();
        enqueue(() -> write(batch));
    }

    /** Lets the records handed over from now on start a new file. */
    public void roll() {
        enqueue(appender::roll);
    }

    /** Saves the two promises, after what was handed over before; see {@link Listener#onEpochsSaved}. */
    public void saveEpochs(long accepted, long current) {
        enqueueAfterForce(() -> history.saveEpochs(accepted, current));
    }

    /**
     * Deletes everything newer than {@code zxid}, after what was handed over before; see {@link Listener#onTruncated} and
     * {@link Listener#onNotTruncated}.
     *
     * @param reload whether the state that is left is to be read again
     */
    public void truncate(long zxid, boolean reload) {
        enqueueAfterForce(() -> history.truncate(zxid, reload));
    }

    /** Replaces everything by this tree, which is the writer's until {@link Listener#onInstalled} gives it back. */
    public void install(DataTree tree) {
        enqueueAfterForce(() -> history.install(tree));
    }

    private void enqueueAfterForce(Job job) {
        enqueue(() -> {
            forceGroup();
            job.run();
        });
    }

    private void enqueue(Job job) {
        queue.add(job);
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void work() {
        try {
            while (awaitWork()) {
                runWaiting();
                forceGroup();
            }
            appender.close();
        } catch (StorageException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            LOG.error("log-thread-died", e);
            fail(new StorageException("log", "the log thread died of an error of its own", e));
        } finally {
            stopped = true;
        }
    }

    private void fail(StorageException failure) {
        stopped = true;
        LOG.error("log-failed problem=\"{}\" cause=\"{}\"", failure.getMessage(), String.valueOf(failure.getCause()));
        try {
            appender.close();
        } catch (StorageException e) {
            failure.addSuppressed(e);
        }
        listener.onFailure(failure);
    }

    /** Waits for a job; false when closed and nothing waits any more. */
    private boolean awaitWork() {
        while (queue.isEmpty()) {
            if (closing) {
                return false;
            }
            idle = true;
            if (queue.isEmpty() && !closing) {
                LockSupport.park(this);
            }
            idle = false;
        }
        return true;
    }

    private void runWaiting() {
        for (int i = 0; i <= settings.queueCapacity(); i++) {
            Job job = queue.poll();
            if (job == null) {
                return;
            }
            job.run();
        }
    }

    private void write(LogBatch batch) {
        appender.append(batch);
        meter.wrote(batch.byteCount());
        group.add(batch);
    }

    private void forceGroup() {
        if (group.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        appender.force();
        long nanos = System.nanoTime() - start;
        meter.forced(nanos);
        listener.onForced(Duration.ofNanos(nanos), group.size());
        for (LogBatch batch : group) {
            recycle(batch);
        }
        waiting.addAndGet(-group.size());
        group.clear();
        listener.onDurable(appender.lastZxid());
    }

    private void recycle(LogBatch batch) {
        if (batch.capacityBytes() <= RECYCLED_BYTES_MAX && recycledCount.get() < settings.queueCapacity()) {
            batch.clear();
            recycledCount.incrementAndGet();
            recycled.add(batch);
        }
    }

    /** Number of forces so far. */
    public long fsyncCount() {
        return meter.count();
    }

    /** Time spent in forces so far. */
    public long fsyncNanos() {
        return meter.totalNanos();
    }

    /** The longest force so far. */
    public long fsyncNanosMax() {
        return meter.maxNanos();
    }

    /** Bytes of records handed to the system so far, frames included. */
    public long bytesWritten() {
        return meter.bytes();
    }

    /** Forgets what was handed over and is not being written yet, as a crash would; otherwise as {@link #close}. */
    public void abandon() {
        queue.clear();
        close();
    }

    /**
     * Writes and forces what was handed over before, stops the thread and waits for it (not when called on that thread).
     */
    @Override
    public void close() {
        closing = true;
        space.giveUp();
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
