package io.coordkit.core.storage;

import org.jspecify.annotations.Nullable;

/**
 * Writes records to the newest log file and starts new files where the format wants them.
 *
 * <p>A file is created by the first record after the start, after {@link #roll()} and beyond the size limit, and is named
 * by that record's zxid. {@link #append} may be called many times before one {@link #force()}; only what was forced is
 * durable. After any failure the appender refuses all further work: bytes of a failed write or force may be lost even
 * when a second try reports success.
 */
public final class LogAppender implements AutoCloseable {
    /** A file grows when its writer comes this close to the end (the reference's number). */
    private static final int PREALLOCATE_MARGIN_BYTES = 4096;

    private final FileIo files;
    private final LogOptions options;
    private @Nullable FileHandle current;
    private long lastZxid;
    private long bytesAppended;
    private boolean rollWanted;
    private boolean contentUnforced;
    private boolean nameUnforced;
    private boolean broken;

    /**
     * Starts behind a recovered log.
     *
     * @param lastZxid last zxid of log and snapshot; smaller ones are refused
     */
    public LogAppender(FileIo files, LogOptions options, long lastZxid) {
        this.files = files;
        this.options = options;
        this.lastZxid = lastZxid;
    }

    /** Writes the records of a batch, starting new files as needed; nothing of it is durable yet. */
    public void append(LogBatch batch) {
        enter();
        batch.seal();
        int from = 0;
        while (from < batch.count()) {
            FileHandle file = fileFor(batch.zxid(from));
            int to = runEnd(batch, from, file.position());
            int start = batch.end(from);
            int length = batch.end(to) - start;
            preallocate(file, length);
            file.append(batch.bytes(), start, length);
            contentUnforced = true;
            bytesAppended += length;
            lastZxid = batch.zxid(to - 1);
            from = to;
        }
        leave();
    }

    /** Makes everything appended so far durable, names of new files included. */
    public void force() {
        enter();
        forceCurrent();
        leave();
    }

    /** Lets the next record start a new file. */
    public void roll() {
        rollWanted = current != null;
    }

    /** Deletes all records with a larger zxid, durably; the next record starts a new file. */
    public void truncate(long zxid) {
        enter();
        closeCurrent();
        new LogRecovery(files, options.payloadBytesMax()).truncate(zxid);
        lastZxid = Math.min(lastZxid, zxid);
        leave();
    }

    /** Forgets the log, whose files somebody else deletes; the next record starts a new one and comes after {@code zxid}. */
    void startOver(long zxid) {
        enter();
        FileHandle file = current;
        if (file != null) {
            file.close();
            current = null;
        }
        contentUnforced = false;
        nameUnforced = false;
        rollWanted = false;
        lastZxid = zxid;
        leave();
    }

    /** The last zxid appended or, before that, recovered. */
    public long lastZxid() {
        return lastZxid;
    }

    /** Bytes of records written since the start, frames included, zero fill not. */
    public long bytesAppended() {
        return bytesAppended;
    }

    /** Forces and closes; after a failure it only closes. */
    @Override
    public void close() {
        if (broken) {
            if (current != null) {
                current.close();
                current = null;
            }
            return;
        }
        enter();
        closeCurrent();
        leave();
    }

    private FileHandle fileFor(long zxid) {
        if (zxid < lastZxid) {
            throw new StorageException(
                    files.location(DataDirectory.logName(zxid)), "zxid goes back from 0x" + Long.toHexString(lastZxid));
        }
        FileHandle file = current;
        if (file != null && mayEnd(file, zxid)) {
            closeCurrent();
            file = null;
        }
        return file != null ? file : create(zxid);
    }

    /** A repeated zxid stays in the file of the first one: the two would otherwise claim the same name or order. */
    private boolean mayEnd(FileHandle file, long zxid) {
        return zxid != lastZxid && (rollWanted || isOverLimit(file.position()));
    }

    private FileHandle create(long zxid) {
        String name = DataDirectory.logName(zxid);
        if (files.exists(name)) {
            throw new StorageException(files.location(name), "exists already and would be overwritten");
        }
        FileHandle file = files.create(name);
        current = file;
        rollWanted = false;
        nameUnforced = true;
        file.append(LogFormat.fileHeader(), 0, LogFormat.FILE_HEADER_BYTES);
        return file;
    }

    /** How many records go into this file: all, or up to and including the one that passes the size limit. */
    private int runEnd(LogBatch batch, int from, long position) {
        int to = from + 1;
        while (to < batch.count() && !isOverLimit(position + batch.end(to) - batch.end(from))) {
            to++;
        }
        return to;
    }

    private boolean isOverLimit(long position) {
        return options.sizeLimitBytes() > 0 && position > options.sizeLimitBytes();
    }

    private void preallocate(FileHandle file, int length) {
        long step = options.preallocateBytes();
        if (step == 0) {
            return;
        }
        long size = file.size();
        if (file.position() + PREALLOCATE_MARGIN_BYTES >= size) {
            size += step;
        }
        long end = file.position() + length;
        if (end > size) {
            size = (end + step) / step * step;
        }
        if (size > file.size()) {
            file.extendTo(size);
        }
    }

    private void forceCurrent() {
        FileHandle file = current;
        if (file != null && contentUnforced && options.force()) {
            file.force();
        }
        if (nameUnforced && options.force()) {
            files.forceDirectory();
        }
        contentUnforced = false;
        nameUnforced = false;
    }

    private void closeCurrent() {
        forceCurrent();
        FileHandle file = current;
        if (file != null) {
            file.close();
            current = null;
        }
    }

    /** Assumes failure until {@link #leave()}: whatever throws in between leaves the appender unusable. */
    private void enter() {
        if (broken) {
            throw new StorageException("log", "no writing after an earlier failure");
        }
        broken = true;
    }

    private void leave() {
        broken = false;
    }
}
