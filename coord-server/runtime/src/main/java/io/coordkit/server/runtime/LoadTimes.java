package io.coordkit.server.runtime;

import io.coordkit.core.stats.Measure;
import io.coordkit.core.stats.ServerStats;
import java.util.concurrent.TimeUnit;

/** How long a server took to read its state from the disk when it started; begins with its making. */
final class LoadTimes {
    private final long beginNanos = System.nanoTime();
    private long logNanos;
    private long endNanos;
    private long replayed;

    /** The snapshot is read, and the log comes next. */
    void onSnapshotRead() {
        logNanos = System.nanoTime();
    }

    /** The log is read, too, and had so many transactions behind the snapshot. */
    void onRead(long transactions) {
        endNanos = System.nanoTime();
        replayed = transactions;
    }

    /** Tells those who count; a log that says nothing is none, as for the reference. */
    void addTo(ServerStats stats) {
        stats.add(Measure.DATABASE_LOAD, TimeUnit.NANOSECONDS.toMillis(endNanos - beginNanos));
        stats.add(Measure.STARTUP_SNAPSHOT_LOAD, TimeUnit.NANOSECONDS.toMillis(logNanos - beginNanos));
        if (replayed > 0) {
            stats.add(Measure.STARTUP_TXNS, replayed);
            stats.add(Measure.STARTUP_TXNS_LOAD, TimeUnit.NANOSECONDS.toMillis(endNanos - logNanos));
        }
    }
}
