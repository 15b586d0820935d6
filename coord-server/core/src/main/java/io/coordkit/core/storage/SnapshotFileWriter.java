package io.coordkit.core.storage;

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
    private final SnapshotCodec.Sink sink;
    private boolean finished;

    private SnapshotFileWriter(DataDirectory directory, String name) {
        this.files = directory.snapshotFiles();
        this.name = name;
        this.temporaryName = DataDirectory.TEMPORARY_PREFIX + name;
        this.file = files.create(temporaryName);
        this.sink = directory.codec().sink(file);
    }

    /** Begins the snapshot whose writing starts at this zxid. */
    public static SnapshotFileWriter start(DataDirectory directory, long zxid) {
        String suffix = directory.codec().method().suffix();
        return new SnapshotFileWriter(directory, DataDirectory.snapshotName(zxid) + suffix);
    }

    /** Adds bytes; the larger the pieces, the better. */
    public void write(byte[] bytes, int offset, int length) {
        sink.write(bytes, offset, length);
    }

    /** Makes the snapshot visible under its name, and durable. */
    public void commit() {
        sink.finish();
        file.force();
        file.close();
        files.rename(temporaryName, name);
        finished = true;
        files.forceDirectory();
    }

    /** Makes the snapshot durable under its temporary name, and returns the name that it is to have. */
    String keepAside() {
        sink.finish();
        file.force();
        file.close();
        finished = true;
        files.forceDirectory();
        return name;
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
