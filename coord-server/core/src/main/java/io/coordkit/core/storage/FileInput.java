package io.coordkit.core.storage;

/** A file being read from front to back. */
public interface FileInput extends AutoCloseable {
    /**
     * Reads at least one and at most {@code length} bytes (0 only when {@code length} is 0).
     *
     * @return the number of bytes read, or -1 at the end of the file
     */
    int read(byte[] into, int offset, int length);

    @Override
    void close();
}
