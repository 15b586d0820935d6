package io.coordkit.core.tree;

import io.coordkit.core.wire.MalformedRecordException;

/** Where the bytes of a snapshot come from. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * Reads up to {@code length} bytes; returns how many, −1 at the end. May block.
     *
     * @throws MalformedRecordException when the bytes cannot be made of what is there
     */
    int read(byte[] into, int offset, int length) throws MalformedRecordException;
}
