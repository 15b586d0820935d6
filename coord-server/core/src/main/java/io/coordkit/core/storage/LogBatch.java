package io.coordkit.core.storage;

import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Records on their way to the log: one growing array, no object per record.
 *
 * <p>The array already holds the frames of the file format (room for checksum and length before, the end mark after each
 * payload), so the log thread completes the checksums in place and writes whole runs with one call. Filled by one
 * thread, then handed over whole; {@link #clear()} makes it ready for reuse.
 */
public final class LogBatch {
    private static final int FIRST_BYTES = 4096;
    private static final int FIRST_RECORDS = 32;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int[] ends = new int[FIRST_RECORDS];
    private long[] zxids = new long[FIRST_RECORDS];
    private int count;
    private int sealed;

    /** An empty batch. */
    public LogBatch() {}

    /**
     * Adds a copy of one payload: transaction header, record and optional digest.
     *
     * @param zxid the zxid in the payload's header; not smaller than that of the record before (equal ones do occur)
     */
    public void add(long zxid, byte[] payload, int offset, int length) {
        check(zxid, payload, offset, length);
        int start = end(count);
        int end = Math.addExact(Math.addExact(start, length), LogFormat.FRAME_BYTES);
        reserve(end);
        LogFormat.putInt(bytes, start + 8, length);
        System.arraycopy(payload, offset, bytes, start + LogFormat.RECORD_HEADER_BYTES, length);
        bytes[end - 1] = LogFormat.END_MARK;
        zxids[count] = zxid;
        ends[count] = end;
        count++;
    }

    private void check(long zxid, byte[] payload, int offset, int length) {
        if (length < LogFormat.TXN_HEADER_BYTES) {
            throw new IllegalArgumentException("payload of " + length + " bytes has no transaction header");
        }
        if (LogFormat.payloadZxid(payload, offset) != zxid) {
            throw new IllegalArgumentException("payload is of zxid 0x"
                    + Long.toHexString(LogFormat.payloadZxid(payload, offset)) + ", not 0x" + Long.toHexString(zxid));
        }
        if (count > 0 && zxid < zxids[count - 1]) {
            throw new IllegalArgumentException("zxid 0x" + Long.toHexString(zxid) + " after 0x"
                    + Long.toHexString(zxids[count - 1]) + " in one batch");
        }
    }

    private void reserve(int end) {
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * bytes.length)));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            zxids = Arrays.copyOf(zxids, 2 * count);
        }
    }

    /** Number of records. */
    public int count() {
        return count;
    }

    /** Whether there is no record. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Bytes that this batch takes in the file, frames included. */
    public int byteCount() {
        return end(count);
    }

    /** Bytes held in memory for this batch, used or not; tells a recycler whether it is worth keeping. */
    public int capacityBytes() {
        return bytes.length;
    }

    /** The zxid of record {@code index}. */
    public long zxid(int index) {
        return zxids[index];
    }

    /** The zxid of the last record; the batch must not be empty. */
    public long lastZxid() {
        return zxids[count - 1];
    }

    /** The array with all records; valid until the next change of the batch, not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the payload of record {@code index} starts in {@link #bytes()}. */
    public int payloadOffset(int index) {
        return end(index) + LogFormat.RECORD_HEADER_BYTES;
    }

    /** Length of the payload of record {@code index}. */
    public int payloadLength(int index) {
        return ends[index] - end(index) - LogFormat.FRAME_BYTES;
    }

    /** Forgets the records and keeps the memory. */
    public void clear() {
        count = 0;
        sealed = 0;
    }

    /** Where the frame of record {@code index} starts, which is where the one before ends. */
    int end(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Computes the checksums that are still missing; done by the log thread to spare the replica's. */
    void seal() {
        Adler32 adler = new Adler32();
        for (; sealed < count; sealed++) {
            adler.reset();
            adler.update(bytes, payloadOffset(sealed), payloadLength(sealed));
            LogFormat.putLong(bytes, end(sealed), adler.getValue());
        }
    }
}
