package io.coordkit.core.storage;

import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.txn.Zxid;
import java.util.Arrays;

/**
 * The newest transactions of the log, kept in memory for servers that lag a little ({@code ZKDatabase.committedLog} of the
 * reference). The reference keeps a number of them; here small ones are kept in larger numbers, up to a sum of bytes, so that
 * fewer servers need the whole tree. Without a gap but for changes of the epoch. Not thread-safe.
 */
public final class RecentLog {
    /** How much is kept at most, in bytes, unless {@link #pinAfter} says something else. */
    public static final long PINNED_BYTES = 32 << 20;

    /** What an entry costs besides its payload. */
    private static final int OVERHEAD_BYTES = 32;

    private static final byte[] NOTHING = {};

    private final Limits limits;
    private long[] zxids = new long[64];
    private byte[][] payloads = new byte[64][];
    private int start;
    private int count;
    private long bytes;
    private long pinned = Long.MAX_VALUE;
    private long pinnedBytesMax = PINNED_BYTES;
    private long dropped = Zxid.NONE;

    /**
     * How much is kept.
     *
     * @param count how many, even if they are long ({@code zookeeper.commitLogCount})
     * @param bytes beyond that number, as many as fit into this
     */
    public record Limits(int count, long bytes) {
        /** Nothing: nobody will ask. */
        public static final Limits NONE = new Limits(0, 0);

        /** The number of the reference's default. */
        public static final int COUNT = 500;

        /** So many, and more if they are small. */
        public static Limits of(int count) {
            return new Limits(count, 8 << 20);
        }
    }

    /** An empty log. */
    public RecentLog(Limits limits) {
        this.limits = limits;
    }

    /** Adds the next transaction; the array is kept and must not change. */
    public void add(long zxid, byte[] payload) {
        Invariant.check(count == 0 || zxid > last(), "the recent log ascends");
        if (count == zxids.length) {
            grow();
        }
        int at = slot(count);
        zxids[at] = zxid;
        payloads[at] = payload;
        count++;
        bytes += payload.length + OVERHEAD_BYTES;
        trim();
    }

    /** Keeps everything after this zxid, up to so many bytes, while somebody is being sent it; replaces an earlier pin. */
    public void pinAfter(long zxid, long bytesMax) {
        pinned = zxid;
        pinnedBytesMax = bytesMax;
    }

    /** Nothing is kept for anybody any more. */
    public void unpin() {
        pinned = Long.MAX_VALUE;
        pinnedBytesMax = PINNED_BYTES;
        trim();
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(payloads, NOTHING);
        start = 0;
        count = 0;
        bytes = 0;
        dropped = Zxid.NONE;
    }

    /** Becomes what another log is. */
    public void become(RecentLog other) {
        clear();
        other.forEach(this::add);
        dropped = Math.max(dropped, other.dropped);
    }

    /** Takes transactions in order. */
    @FunctionalInterface
    public interface Sink {
        void take(long zxid, byte[] payload);
    }

    /** Hands over all of them. */
    public void forEach(Sink sink) {
        for (int i = 0; i < count; i++) {
            sink.take(zxid(i), payload(i));
        }
    }

    /** The zxid of the newest that was there and had to go; {@link Zxid#NONE} if all are there. */
    public long dropped() {
        return dropped;
    }

    /** How many there are. */
    public int size() {
        return count;
    }

    /** The zxid of the oldest; there must be one. */
    public long first() {
        return zxid(0);
    }

    /** The zxid of the newest; there must be one. */
    public long last() {
        return zxid(count - 1);
    }

    /** The zxid of entry {@code index}, counted from the oldest. */
    public long zxid(int index) {
        return zxids[slot(index)];
    }

    /** The payload of entry {@code index}; not to be changed. */
    public byte[] payload(int index) {
        return payloads[slot(index)];
    }

    /** The index of the oldest entry with a larger zxid; {@link #size} if there is none. */
    public int indexAfter(long zxid) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (zxid(middle) > zxid) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void trim() {
        while (count > 0 && isTooMuch() && (zxids[start] <= pinned || bytes > pinnedBytesMax)) {
            bytes -= payloads[start].length + OVERHEAD_BYTES;
            payloads[start] = NOTHING;
            dropped = zxids[start];
            start = start + 1 & zxids.length - 1;
            count--;
        }
    }

    private boolean isTooMuch() {
        return count > limits.count && bytes > limits.bytes || bytes > PINNED_BYTES;
    }

    private int slot(int index) {
        return start + index & zxids.length - 1;
    }

    private void grow() {
        long[] moreZxids = new long[zxids.length * 2];
        byte[][] morePayloads = new byte[zxids.length * 2][];
        for (int i = 0; i < count; i++) {
            moreZxids[i] = zxid(i);
            morePayloads[i] = payload(i);
        }
        zxids = moreZxids;
        payloads = morePayloads;
        start = 0;
    }
}
