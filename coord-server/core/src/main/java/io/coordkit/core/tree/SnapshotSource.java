package io.coordkit.core.tree;

/** Where the bytes of a snapshot come from. */
@FunctionalInterface
public interface SnapshotSource {
    /** Reads up to {@code length} bytes; returns how many, −1 at the end. May block. */
    int read(byte[] into, int offset, int length);
}
