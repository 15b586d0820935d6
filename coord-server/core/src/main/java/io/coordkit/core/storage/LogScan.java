package io.coordkit.core.storage;

import io.coordkit.core.txn.Zxid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of the log files for a server that lags, in slices, while others append to them. The part must be durable. For one
 * thread at a time, which may be another one than that of the log.
 */
public final class LogScan implements AutoCloseable {
    private final DataDirectory directory;
    private final int payloadBytesMax;
    private final long after;
    private final long upTo;
    private @Nullable LogReader reader;
    private long base = Zxid.UNKNOWN;
    private boolean atRecord;

    /**
     * Nothing is read yet.
     *
     * @param after newest zxid that the other server has
     * @param upTo newest zxid that is wanted
     */
    public LogScan(DataDirectory directory, int payloadBytesMax, long after, long upTo) {
        this.directory = directory;
        this.payloadBytesMax = payloadBytesMax;
        this.after = after;
        this.upTo = upTo;
    }

    /**
     * Looks whether everything that is wanted is there and is not more than the given part of the newest snapshot, which would be sent
     * instead ({@code ZKDatabase.getProposalsFromTxnLog} of the reference, which counts whole files with their zero fill).
     *
     * @return the newest zxid that is not beyond {@code after}; {@link Zxid#UNKNOWN} if the part cannot be used
     */
    public long search(double snapshotPart) {
        long bytesMax = (long) (newestSnapshotBytes() * snapshotPart);
        long found = open() && isComplete(bytesMax) ? base : Zxid.UNKNOWN;
        close();
        return found;
    }

    private long newestSnapshotBytes() {
        List<String> candidates = directory.snapshotCandidates();
        return candidates.isEmpty() ? 0 : directory.snapshotFiles().size(candidates.get(0));
    }

    private boolean isComplete(long bytesMax) {
        long bytes = 0;
        LogReader open = requireReader();
        for (boolean more = atRecord; more && open.zxid() <= upTo; more = open.next()) {
            bytes += open.length();
            if (bytes > bytesMax) {
                return false;
            }
            if (open.zxid() == upTo) {
                return true;
            }
        }
        return false;
    }

    /** The next transactions, at least so many bytes of them unless they are the last. */
    public LogSlice next(int bytesMin) {
        if (reader == null) {
            open();
        }
        LogReader open = requireReader();
        List<LogSlice.Item> items = new ArrayList<>();
        long last = after;
        for (int bytes = 0; bytes < bytesMin && last < upTo; atRecord = open.next()) {
            if (!atRecord) {
                throw new StorageException("log", "ends before " + Zxid.format(upTo) + ", which was there");
            }
            // A malformed request can make a server of the reference log one zxid twice.
            if (open.zxid() > last) {
                last = open.zxid();
                bytes += open.length();
                items.add(new LogSlice.Item(
                        last, Arrays.copyOfRange(open.buffer(), open.offset(), open.offset() + open.length())));
            }
        }
        return new LogSlice(items, last >= upTo);
    }

    /** Moves to the first record that is wanted; false if the log does not reach back so far. */
    private boolean open() {
        List<String> names = DataDirectory.logNames(directory.logFiles());
        names.removeIf(name -> DataDirectory.logZxid(name).orElseThrow() > upTo);
        int first = names.size() - 1;
        while (first >= 0 && DataDirectory.logZxid(names.get(first)).orElseThrow() > after) {
            first--;
        }
        if (first < 0) {
            return false;
        }
        LogReader opened = new LogReader(
                directory.logFiles(), names.subList(first, names.size()), payloadBytesMax, LogReader.FROM_START);
        reader = opened;
        atRecord = opened.next();
        while (atRecord && opened.zxid() <= after) {
            base = opened.zxid();
            atRecord = opened.next();
        }
        return base != Zxid.UNKNOWN;
    }

    private LogReader requireReader() {
        LogReader open = reader;
        if (open == null) {
            throw new StorageException("log", "does not reach back to " + Zxid.format(after) + " any more");
        }
        return open;
    }

    @Override
    public void close() {
        LogReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
