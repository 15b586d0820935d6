package io.coordkit.core.tree;

/** Numbers and marks of a snapshot file ({@code FileSnap} of the reference). */
final class SnapshotFormat {
    /** "ZKSN". */
    static final int MAGIC = 0x5A4B534E;

    static final int VERSION = 2;
    static final long DATABASE_ID = -1;

    /** Ends the nodes and every seal. */
    static final String MARK = "/";

    /** A seal: checksum of everything before it, and the mark behind its length. */
    static final int SEAL_BYTES = 8 + 4 + 1;

    static final int DIGEST_BYTES = 8 + 4 + 8;
    static final int LAST_ZXID_BYTES = 8;

    private SnapshotFormat() {}
}
