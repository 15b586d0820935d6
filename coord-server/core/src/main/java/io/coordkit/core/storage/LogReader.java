package io.coordkit.core.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the records of all log files from a wanted zxid on.
 *
 * <p>Starts in the newest file whose name is not beyond the wanted zxid and goes on from file to file, past torn ends. A
 * missing file, a zxid that goes back and a damaged record end the reading with a {@link StorageException}.
 */
public final class LogReader implements AutoCloseable {
    /** Wanted zxid of a reader that takes the given files from their first record on, whatever came before. */
    static final long FROM_START = Long.MIN_VALUE;

    private final FileIo files;
    private final List<String> names;
    private final int payloadBytesMax;
    private final long fromZxid;
    private int nextFile;
    private @Nullable LogFileReader file;
    private boolean torn;
    private boolean fileHasRecords;
    private boolean anyRecord;
    private long zxid;

    LogReader(FileIo files, List<String> ascendingNames, int payloadBytesMax, long fromZxid) {
        this.files = files;
        this.names = ascendingNames;
        this.payloadBytesMax = payloadBytesMax;
        this.fromZxid = fromZxid;
        for (int i = 0; i < names.size(); i++) {
            if (DataDirectory.logZxid(names.get(i)).orElseThrow() <= fromZxid) {
                nextFile = i;
            }
        }
    }

    /** Moves to the next record with the wanted zxid or a later one; false at the end of the log. */
    public boolean next() {
        while (nextRecord()) {
            if (zxid >= fromZxid) {
                return true;
            }
        }
        return false;
    }

    private boolean nextRecord() {
        while (true) {
            if (file == null && !openNext()) {
                return false;
            }
            LogFileReader reader = requireFile();
            LogFileReader.Found found = reader.next();
            if (found == LogFileReader.Found.DAMAGED) {
                throw reader.corrupt(reader.damage());
            }
            if (found == LogFileReader.Found.RECORD) {
                checkOrder(reader);
                fileHasRecords = true;
                anyRecord = true;
                zxid = reader.zxid();
                return true;
            }
            torn = found == LogFileReader.Found.TORN;
            if (nextFile == names.size()) {
                return false;
            }
            reader.close();
            file = null;
        }
    }

    private boolean openNext() {
        if (nextFile == names.size()) {
            return false;
        }
        file = new LogFileReader(files, names.get(nextFile), payloadBytesMax);
        nextFile++;
        fileHasRecords = false;
        torn = false;
        return true;
    }

    private void checkOrder(LogFileReader reader) {
        long next = reader.zxid();
        if (anyRecord && next < zxid) {
            throw reader.corrupt("zxid goes back from 0x" + Long.toHexString(zxid) + " to 0x" + Long.toHexString(next));
        }
        if (anyRecord && !fileHasRecords && !Continuity.isSuccessor(zxid, next)) {
            throw gap(reader, zxid, next);
        }
        boolean afterSnapshot = fromZxid != FROM_START && next > fromZxid && (!anyRecord || zxid < fromZxid);
        if (afterSnapshot && !Continuity.isSuccessor(fromZxid - 1, next)) {
            throw gap(reader, fromZxid - 1, next);
        }
    }

    private static StorageException gap(LogFileReader reader, long last, long next) {
        return reader.corrupt("the log goes from zxid 0x" + Long.toHexString(last) + " to 0x" + Long.toHexString(next)
                + "; what was in between is missing");
    }

    /** The zxid of the record. */
    public long zxid() {
        return zxid;
    }

    /** The array that holds the payload; valid until {@link #next()}. */
    public byte[] buffer() {
        return requireFile().buffer();
    }

    /** Where the payload starts in {@link #buffer()}. */
    public int offset() {
        return requireFile().payloadOffset();
    }

    /** Length of the payload. */
    public int length() {
        return requireFile().payloadLength();
    }

    /** After the end: whether the last file ends in a torn record. */
    boolean isTorn() {
        return torn;
    }

    /** Whether the file last opened has shown a record. */
    boolean fileHasRecords() {
        return fileHasRecords;
    }

    boolean isOpen() {
        return file != null;
    }

    String fileName() {
        return requireFile().name();
    }

    /** Offset of the record in its file or, after the end, of what was found instead. */
    long recordStart() {
        return requireFile().recordStart();
    }

    private LogFileReader requireFile() {
        LogFileReader reader = file;
        if (reader == null) {
            throw new IllegalStateException("no record here: next() has not returned true");
        }
        return reader;
    }

    @Override
    public void close() {
        LogFileReader reader = file;
        file = null;
        nextFile = names.size();
        if (reader != null) {
            reader.close();
        }
    }
}
