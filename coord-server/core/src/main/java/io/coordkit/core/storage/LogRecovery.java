package io.coordkit.core.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds out what a log holds after a stop or a crash, and brings it into a state to go on from.
 *
 * <p>A torn record at the end of the last file is normal (it was never acknowledged) and is cut. A complete record with a
 * wrong checksum, or missing records, refuse the start: guessing would lose acknowledged writes in silence.
 */
public final class LogRecovery {
    private final FileIo files;
    private final int payloadBytesMax;

    /** Nothing is read before one of the methods is called. */
    public LogRecovery(FileIo logFiles, int payloadBytesMax) {
        this.files = logFiles;
        this.payloadBytesMax = payloadBytesMax;
    }

    /** Takes the records of a replay in order. */
    @FunctionalInterface
    public interface RecordSink {
        /** One payload; the buffer is reused after the call. */
        void record(long zxid, byte[] buffer, int offset, int length);
    }

    /**
     * What a recovery found.
     *
     * @param lastZxid zxid of the last record replayed, or the one before the wanted if there was none
     * @param records number of records replayed
     * @param repairs what was changed in the files, in words for the operator
     */
    public record Recovered(long lastZxid, long records, List<String> repairs) {
        public Recovered {
            repairs = List.copyOf(repairs);
        }
    }

    /**
     * Replays every record from {@code fromZxid} on (one after the snapshot's zxid) and removes what a crash left at the
     * end of the log: a blank last file, a torn record. What was replayed is durable when this returns: after a mere end of the
     * process the last records may never have been forced, and from now on clients see them.
     */
    public Recovered recover(long fromZxid, RecordSink sink) {
        List<String> repairs = new ArrayList<>();
        deleteBlankLast(repairs);
        long last = fromZxid - 1;
        long records = 0;
        try (LogReader reader = read(fromZxid)) {
            while (reader.next()) {
                last = reader.zxid();
                records++;
                sink.record(last, reader.buffer(), reader.offset(), reader.length());
            }
            if (reader.isOpen() && (reader.isTorn() || !reader.fileHasRecords())) {
                repairs.add(cut(reader));
            }
        }
        forceLast();
        return new Recovered(last, records, repairs);
    }

    /**
     * Reads from a zxid on and changes nothing. In a log that is being appended to, ask for no record beyond the last
     * durable one: what follows may be half written.
     */
    public LogReader read(long fromZxid) {
        return new LogReader(files, DataDirectory.logNames(files), payloadBytesMax, fromZxid);
    }

    /** The zxid of the last record, 0 if there is none. */
    public long lastZxid() {
        List<String> names = DataDirectory.logNames(files);
        for (int i = names.size() - 1; i >= 0; i--) {
            if (LogFileReader.isBlank(files, names.get(i))) {
                continue;
            }
            try (LogReader reader =
                    new LogReader(files, names.subList(i, i + 1), payloadBytesMax, LogReader.FROM_START)) {
                long last = 0;
                while (reader.next()) {
                    last = reader.zxid();
                }
                if (reader.fileHasRecords()) {
                    return last;
                }
            }
        }
        return 0;
    }

    /**
     * Deletes every record with a zxid larger than the given one, durably; snapshots are the caller's.
     *
     * <p>Later files go first and newest first, so a crash in the middle leaves a shorter log but no hole. Unlike the
     * reference, the next larger record is not kept when the zxid itself is missing.
     */
    public void truncate(long zxid) {
        List<String> names = DataDirectory.logNames(files);
        int last = names.size() - 1;
        for (; last >= 0 && DataDirectory.logZxid(names.get(last)).orElseThrow() > zxid; last--) {
            files.delete(names.get(last));
            files.forceDirectory();
        }
        if (last >= 0) {
            truncateFile(names.subList(last, last + 1), zxid);
        }
    }

    private void truncateFile(List<String> name, long zxid) {
        if (LogFileReader.isBlank(files, name.get(0))) {
            deleteDurably(name.get(0));
            return;
        }
        try (LogReader reader = new LogReader(files, name, payloadBytesMax, LogReader.FROM_START)) {
            boolean keeps = false;
            while (reader.next()) {
                if (reader.zxid() > zxid) {
                    cutAt(reader.fileName(), keeps ? reader.recordStart() : 0);
                    return;
                }
                keeps = true;
            }
            if (reader.isTorn() || !keeps) {
                cut(reader);
            }
        }
    }

    /** Earlier files were forced before the next one was begun. */
    private void forceLast() {
        List<String> names = DataDirectory.logNames(files);
        if (!names.isEmpty()) {
            try (FileHandle last = files.openForAppend(names.get(names.size() - 1))) {
                last.force();
            }
            files.forceDirectory();
        }
    }

    private void deleteBlankLast(List<String> repairs) {
        List<String> names = DataDirectory.logNames(files);
        if (!names.isEmpty() && LogFileReader.isBlank(files, names.get(names.size() - 1))) {
            deleteDurably(names.get(names.size() - 1));
            repairs.add("deleted " + files.location(names.get(names.size() - 1)) + ", which held nothing");
        }
    }

    /** Removes what follows the last record; without any record the file goes, as its name would claim a zxid. */
    private String cut(LogReader atEnd) {
        long size = atEnd.fileHasRecords() ? atEnd.recordStart() : 0;
        cutAt(atEnd.fileName(), size);
        String location = files.location(atEnd.fileName());
        return size == 0
                ? "deleted " + location + ", which held no complete record"
                : "cut a torn record off " + location + " at offset " + size;
    }

    private void cutAt(String name, long size) {
        if (size == 0) {
            deleteDurably(name);
            return;
        }
        try (FileHandle handle = files.openForAppend(name)) {
            handle.truncate(size);
            handle.force();
        }
    }

    private void deleteDurably(String name) {
        files.delete(name);
        files.forceDirectory();
    }
}
