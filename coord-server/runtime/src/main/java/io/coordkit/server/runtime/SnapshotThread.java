package io.coordkit.server.runtime;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.DiskFullException;
import io.coordkit.core.storage.SnapshotFileWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread {@code coord-snapshot}: takes the slices of a snapshot to its file, and deletes old files. */
final class SnapshotThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotThread.class);

    private final DataDirectory directory;
    private final Listener listener;
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "coord-snapshot"));

    /** The file being written; this thread's alone. */
    private @Nullable SnapshotFileWriter file;

    private long zxid;
    private long beginNanos;

    /** Told on the snapshot thread. */
    interface Listener {
        /** The last slice has been taken. */
        void onStored();

        /** The snapshot is valid and survives a crash; it was begun so long ago. */
        void onDurable(long zxid, Duration taken);

        /** The disk is full: the snapshot that was being written is gone, and no more of it is wanted. */
        void onAbandoned();

        /** The disk refused; the last word. */
        void onFailure(Throwable failure);
    }

    SnapshotThread(DataDirectory directory, Listener listener) {
        this.directory = directory;
        this.listener = listener;
    }

    void start(long snapshotZxid) {
        runInSpace(() -> {
            zxid = snapshotZxid;
            beginNanos = System.nanoTime();
            file = SnapshotFileWriter.start(directory, snapshotZxid);
        });
    }

    void write(byte[] chunk, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(chunk, offset, offset + length);
        runInSpace(() -> {
            if (file != null) {
                file.write(copy, 0, copy.length);
                listener.onStored();
            }
        });
    }

    void finish() {
        runInSpace(() -> {
            if (file != null) {
                file.commit();
                file.close();
                file = null;
                listener.onDurable(zxid, Duration.ofNanos(System.nanoTime() - beginNanos));
            }
        });
    }

    /** A snapshot is worth less than the log, which may need the space: it does not wait for any. */
    private void runInSpace(Runnable work) {
        run(() -> {
            try {
                work.run();
            } catch (DiskFullException e) {
                LOG.warn("snapshot-abandoned reason=\"{}\"", e.getMessage());
                closeUnfinished();
                listener.onAbandoned();
            }
        });
    }

    /** Gives up the unfinished snapshot, if there is one. */
    void drop() {
        run(this::closeUnfinished);
    }

    /** The thread itself, for work on files that must not run beside that of this class; whoever gives it minds its failures. */
    Executor executor() {
        return executor;
    }

    /** Runs other work on files after what was asked before; nothing any more once closed. */
    void run(Runnable work) {
        if (executor.isShutdown()) {
            return;
        }
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.error("snapshot-failed reason=\"{}\"", e.getMessage());
                listener.onFailure(e);
            }
        });
    }

    /** Waits for what was begun; an unfinished snapshot is removed. */
    @Override
    public void close() {
        drop();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("snapshot-thread-stuck");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeUnfinished() {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
