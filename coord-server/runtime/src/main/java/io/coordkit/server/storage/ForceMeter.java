package io.coordkit.server.storage;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the log thread does and complains about a slow disk. Written by that thread, read by any. */
final class ForceMeter {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long warningNanos;
    private volatile long count;
    private volatile long totalNanos;
    private volatile long maxNanos;
    private volatile long bytes;

    ForceMeter(Duration warning) {
        this.warningNanos = warning.toNanos();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void wrote(long written) {
        bytes += written;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void forced(long nanos) {
        count++;
        totalNanos += nanos;
        maxNanos = Math.max(maxNanos, nanos);
        if (nanos > warningNanos) {
            LOG.warn("fsync-slow tookMs={} thresholdMs={}", nanos / NANOS_PER_MILLI, warningNanos / NANOS_PER_MILLI);
        }
    }

    long count() {
        return count;
    }

    long totalNanos() {
        return totalNanos;
    }

    long maxNanos() {
        return maxNanos;
    }

    long bytes() {
        return bytes;
    }
}
