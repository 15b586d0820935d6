package io.coordkit.core.storage;

import java.util.zip.Adler32;

/**
 * Writes one snapshot file so that it appears complete and durable, or not at all.
 *
 * <p>The bytes go to a temporary file; {@link #commit()} forces it, renames it and forces the directory. For one thread.
 */
public final class SnapshotFileWriter implements AutoCloseable {
    private final FileIo files;
    private final String name;
    private final String temporaryName;
    private final FileHandle file;
    private final Adler32 adler = new Adler32();
    private boolean finished;

    private SnapshotFileWriter(FileIo files, String name) {
        this.files = files;
        this.name = name;
        this.temporaryName = DataDirectory.TEMPORARY_PREFIX + name;
        this.file = files.create(temporaryName);
    }

    /** Begins the snapshot whose writing starts at this zxid. */
    public static SnapshotFileWriter start(FileIo snapshotFiles, long zxid) {
        return new SnapshotFileWriter(snapshotFiles, DataDirectory.snapshotName(zxid));
    }

    /** Adds bytes; the larger the pieces, the better. */
    public void write(byte[] bytes, int offset, int length) {
        adler.update(bytes, offset, length);
        file.append(bytes, offset, length);
    }

    /** Adler-32 of every byte written so far: what the next seal has to contain. */
    public long checksum() {
        return adler.getValue();
    }

    /** Number of bytes written so far. */
    public long bytesWritten() {
        return file.position();
    }

    /** Makes the snapshot visible under its name, and durable. */
    public void commit() {
        file.force();
        file.close();
        files.rename(temporaryName, name);
        finished = true;
        files.forceDirectory();
    }

    /** Makes the snapshot durable under its temporary name. */
    void keepAside() {
        file.force();
        file.close();
        finished = true;
        files.forceDirectory();
    }

    /** Deletes the temporary file unless {@link #commit()} succeeded. */
    @Override
    public void close() {
        if (!finished) {
            finished = true;
            file.close();
            files.delete(temporaryName);
        }
    }
}
