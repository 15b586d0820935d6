package io.coordkit.core.storage;

/**
 * A file being written from front to back. After a {@link DiskFullException} it is as before, but for bytes behind {@link #position()},
 * and the same may be tried again; after any other failure the handle must only be closed.
 */
public interface FileHandle extends AutoCloseable {
    /** The name under which it was opened. */
    String name();

    /** Writes all the bytes at {@link #position()}, which advances. */
    void append(byte[] bytes, int offset, int length);

    /** Where the next append goes; not beyond {@link #size()}. */
    long position();

    /** Length of the file, bytes added by {@link #extendTo} included. */
    long size();

    /** Grows the file to {@code size} with zeros, by one zero byte at the new end; the position stays. */
    void extendTo(long size);

    /** Cuts the file to {@code size}; the position moves back to it if it was beyond. */
    void truncate(long size);

    /** Makes the content, and the length needed to read it, survive a crash. */
    void force();

    /** Closes without forcing. */
    @Override
    void close();
}
