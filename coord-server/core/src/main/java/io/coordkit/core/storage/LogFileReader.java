package io.coordkit.core.storage;

import java.util.Arrays;
import java.util.zip.Adler32;

/** Reads the records of one log file and tells a clean end from a torn one, and a good record from a damaged one. */
public final class LogFileReader implements AutoCloseable {
    /** What {@link #next()} found. */
    public enum Found {
        /** A complete, correct record. */
        RECORD,
        /** A record that is complete and wrong; {@link #damage()} says how. The next one may be good. */
        DAMAGED,
        /** Zero fill or the end of the file, right after a record. */
        END,
        /** The beginning of a record whose writing was interrupted. */
        TORN
    }

    private static final int WINDOW_BYTES = 64 << 10;

    private final String name;
    private final String location;
    private final long fileBytes;
    private final int payloadBytesMax;
    private final FileInput input;
    private final Adler32 adler = new Adler32();
    private byte[] window = new byte[WINDOW_BYTES];
    private int windowStart;
    private int windowEnd;
    private long recordStart = LogFormat.FILE_HEADER_BYTES;
    private int payloadOffset;
    private int payloadLength;
    private long zxid;
    private boolean hasRecord;
    private String damage = "";

    /**
     * Opens a file.
     *
     * @param payloadBytesMax longest record that is believed
     * @throws StorageException if it has not the header of a log
     */
    public LogFileReader(FileIo files, String name, int payloadBytesMax) {
        this.name = name;
        this.location = files.location(name);
        this.fileBytes = files.size(name);
        this.payloadBytesMax = payloadBytesMax;
        this.input = files.open(name, 0);
        checkHeader();
    }

    /**
     * Whether nothing was ever durable in this file: shorter than its header, or an incomplete header and zeros where the
     * first record belongs. A crash right after creation leaves this behind.
     */
    static boolean isBlank(FileIo files, String name) {
        if (files.size(name) < LogFormat.FILE_HEADER_BYTES) {
            return true;
        }
        byte[] start = new byte[LogFormat.FILE_HEADER_BYTES + LogFormat.RECORD_HEADER_BYTES];
        try (FileInput input = files.open(name, 0)) {
            int filled = 0;
            for (int n = 0; n >= 0 && filled < start.length; filled += Math.max(n, 0)) {
                n = input.read(start, filled, start.length - filled);
            }
        }
        int whole = Arrays.mismatch(
                start, 0, LogFormat.FILE_HEADER_BYTES, LogFormat.fileHeader(), 0, LogFormat.FILE_HEADER_BYTES);
        return whole >= 0 && isZero(start, whole, start.length);
    }

    private void checkHeader() {
        boolean valid = fill(LogFormat.FILE_HEADER_BYTES)
                && LogFormat.getInt(window, 0) == LogFormat.MAGIC
                && LogFormat.getInt(window, 4) == LogFormat.VERSION;
        if (!valid) {
            input.close();
            throw new StorageException(location, "is no transaction log: short or wrong file header");
        }
        windowStart = LogFormat.FILE_HEADER_BYTES;
    }

    /**
     * Moves to the next record.
     *
     * @throws StorageException when a length makes no sense: where the next record begins is unknown then
     */
    public Found next() {
        skipRecord();
        long left = fileBytes - recordStart;
        if (left < LogFormat.RECORD_HEADER_BYTES || !fill(LogFormat.RECORD_HEADER_BYTES)) {
            fill((int) Math.min(left, LogFormat.RECORD_HEADER_BYTES));
            return isZero(window, windowStart, windowEnd) ? Found.END : Found.TORN;
        }
        int length = LogFormat.getInt(window, windowStart + 8);
        if (length == 0) {
            return Found.END;
        }
        if (length < 0 || length > payloadBytesMax) {
            throw corrupt("payload length " + length + " exceeds the maximum of " + payloadBytesMax
                    + " (corrupt, or written with a larger jute.maxbuffer)");
        }
        int frame = LogFormat.FRAME_BYTES + length;
        if (left < frame || !fill(frame) || window[windowStart + frame - 1] != LogFormat.END_MARK) {
            return Found.TORN;
        }
        damage = "";
        checkPayload(length);
        return damage.isEmpty() ? Found.RECORD : Found.DAMAGED;
    }

    private void checkPayload(int length) {
        hasRecord = true;
        payloadOffset = windowStart + LogFormat.RECORD_HEADER_BYTES;
        payloadLength = length;
        boolean hasZxid = length >= LogFormat.TXN_HEADER_BYTES;
        if (hasZxid) {
            zxid = LogFormat.payloadZxid(window, payloadOffset);
        }
        adler.reset();
        adler.update(window, payloadOffset, length);
        if (adler.getValue() != LogFormat.getLong(window, windowStart)) {
            damage =
                    "wrong checksum" + (hasZxid ? " of the record that reads as zxid 0x" + Long.toHexString(zxid) : "");
        } else if (!hasZxid) {
            damage = "payload of " + length + " bytes has no transaction header";
        }
    }

    private void skipRecord() {
        if (hasRecord) {
            int frame = LogFormat.FRAME_BYTES + payloadLength;
            recordStart += frame;
            windowStart += frame;
            hasRecord = false;
        }
    }

    /** An error at the present position. */
    StorageException corrupt(String problem) {
        return new StorageException(location, "offset " + recordStart + ": " + problem);
    }

    String name() {
        return name;
    }

    /** What is wrong with the record; empty if nothing is. */
    public String damage() {
        return damage;
    }

    /** Offset in the file of the record, or of what was found instead. */
    public long recordStart() {
        return recordStart;
    }

    /** What the header of the record says; of a damaged one, with caution. */
    public long zxid() {
        return zxid;
    }

    /** The array that holds the payload; valid until {@link #next()}. */
    public byte[] buffer() {
        return window;
    }

    /** Where the payload starts in {@link #buffer()}. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Length of the payload. */
    public int payloadLength() {
        return payloadLength;
    }

    @Override
    public void close() {
        input.close();
    }

    /** Makes {@code wanted} bytes available at the start of the window; false when the file ends before. */
    private boolean fill(int wanted) {
        if (windowEnd - windowStart >= wanted) {
            return true;
        }
        System.arraycopy(window, windowStart, window, 0, windowEnd - windowStart);
        windowEnd -= windowStart;
        windowStart = 0;
        if (wanted > window.length) {
            window = Arrays.copyOf(window, Math.max(wanted, 2 * window.length));
        }
        while (windowEnd < wanted) {
            int n = input.read(window, windowEnd, window.length - windowEnd);
            if (n < 0) {
                return false;
            }
            windowEnd += n;
        }
        return true;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
