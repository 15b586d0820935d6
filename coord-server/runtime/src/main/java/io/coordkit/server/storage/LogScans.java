package io.coordkit.server.storage;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogScan;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.txn.Zxid;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log files for servers that lag, each known by its link. The work is done where files are purged, a slice at a time, so that
 * none is deleted in the middle of a slice and nobody there waits for long.
 */
public final class LogScans {
    private static final Logger LOG = LoggerFactory.getLogger(LogScans.class);
    private static final int SLICE_BYTES = 1 << 18;

    private final DataDirectory directory;
    private final int payloadBytesMax;
    private final double snapshotPart;
    private final Executor filing;
    private final Listener listener;

    /** Of the executor alone. */
    private final Map<Long, LogScan> scans = new HashMap<>();

    /** Told on the executor. */
    public interface Listener {
        /** What {@link LogScan#search} has found. */
        void onSearched(long link, long base);

        /** The next slice. */
        void onRead(long link, LogSlice slice);

        /** What was there is not there any more, or cannot be read. */
        void onUnreadable(long link);
    }

    /** @param snapshotPart how much of the newest snapshot's size may be read instead of sending the tree */
    public LogScans(
            DataDirectory directory, int payloadBytesMax, double snapshotPart, Executor filing, Listener listener) {
        this.directory = directory;
        this.payloadBytesMax = payloadBytesMax;
        this.snapshotPart = snapshotPart;
        this.filing = filing;
        this.listener = listener;
    }

    /** Looks for all that is newer than {@code after}, up to {@code upTo}, which must be durable. */
    public void search(long link, long after, long upTo) {
        filing.execute(() -> {
            LogScan scan = new LogScan(directory, payloadBytesMax, after, upTo);
            long base = Zxid.UNKNOWN;
            try {
                base = scan.search(snapshotPart);
                scans.put(link, scan);
            } catch (StorageException e) {
                scan.close();
                LOG.info("log-not-searchable reason=\"{}\"", e.getMessage());
            }
            listener.onSearched(link, base);
        });
    }

    /** Reads on. */
    public void read(long link) {
        filing.execute(() -> {
            LogScan scan = scans.get(link);
            if (scan == null) {
                return;
            }
            try {
                listener.onRead(link, scan.next(SLICE_BYTES));
            } catch (StorageException e) {
                LOG.warn("log-unreadable reason=\"{}\"", e.getMessage());
                listener.onUnreadable(link);
            }
        });
    }

    /** Nobody wants more. */
    public void close(long link) {
        filing.execute(() -> {
            LogScan scan = scans.remove(link);
            if (scan != null) {
                scan.close();
            }
        });
    }
}
