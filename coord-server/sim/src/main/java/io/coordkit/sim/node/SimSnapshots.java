package io.coordkit.sim.node;

import io.coordkit.core.replica.Input;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogScan;
import io.coordkit.core.storage.SnapshotFileWriter;
import io.coordkit.core.storage.StorageException;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The snapshot thread of a simulated server: one job after the other, each in its own time. */
final class SimSnapshots {
    private static final int KEPT = 3;

    /** Some slices for a log, and not so many that a learner on slow links is still at it when all has been well for long. */
    private static final int LOG_SLICE_BYTES = 2_000;

    private final SimNode node;
    private final DataDirectory directory;
    private final ArrayDeque<Runnable> jobs = new ArrayDeque<>();
    private @Nullable SnapshotFileWriter file;
    private final Map<Long, LogScan> scans = new TreeMap<>();
    private final double snapshotPart;
    private boolean busy;
    private long written;

    SimSnapshots(SimNode node, DataDirectory directory, double snapshotPart) {
        this.snapshotPart = snapshotPart;
        this.node = node;
        this.directory = directory;
    }

    void start(long zxid) {
        add(() -> file = SnapshotFileWriter.start(directory, zxid));
    }

    void write(byte[] chunk, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(chunk, offset, offset + length);
        add(() -> {
            if (node.disk().isFull()) {
                giveUp();
                node.handle(new Input.SnapshotAbandoned());
            } else if (file != null) {
                file.write(copy, 0, copy.length);
                node.handle(new Input.SnapshotStored());
            }
        });
    }

    void finish(long zxid) {
        add(() -> {
            if (file != null) {
                file.commit();
                file = null;
                written++;
                node.handle(new Input.SnapshotDurable(zxid));
            }
        });
    }

    /** What is being written is given up. */
    void drop() {
        add(this::giveUp);
    }

    private void giveUp() {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    void searchLog(long link, long after, long upTo) {
        add(() -> {
            LogScan scan = new LogScan(directory, NodeSettings.PAYLOAD_BYTES_MAX, after, upTo);
            scans.put(link, scan);
            node.handle(new Input.LogSearched(link, scan.search(snapshotPart)));
        });
    }

    void readLog(long link) {
        add(() -> {
            LogScan scan = scans.get(link);
            if (scan != null) {
                node.handle(read(link, scan));
            }
        });
    }

    /** A purge may have come between two slices. */
    private static Input read(long link, LogScan scan) {
        try {
            return new Input.LogRead(link, scan.next(LOG_SLICE_BYTES));
        } catch (StorageException gone) {
            return new Input.LogUnreadable(link);
        }
    }

    void closeLog(long link) {
        add(() -> scans.remove(link));
    }

    void purge() {
        add(() -> directory.purge(KEPT));
    }

    /** Snapshots completed since the server started. */
    long written() {
        return written;
    }

    private void add(Runnable job) {
        jobs.addLast(job);
        maybeWork();
    }

    private void maybeWork() {
        Runnable job = busy ? null : jobs.pollFirst();
        if (job != null) {
            busy = true;
            node.later(node.draw(Stream.SNAPSHOT, 1000, 20 * Engine.NANOS_PER_MS), () -> {
                job.run();
                busy = false;
                maybeWork();
            });
        }
    }
}
