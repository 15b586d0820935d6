package io.coordkit.core.replica;

/**
 * When snapshots are written. Both limits are upper ones; a server takes any number between half and all of each, so that members
 * of an ensemble do not write at the same moment.
 *
 * @param transactions so many of them since the last snapshot ({@code zookeeper.snapCount})
 * @param bytes so many bytes of them, 0 for any number ({@code zookeeper.snapSizeLimitInKb})
 * @param chunkBytes what is written of a snapshot before other work gets its turn
 */
public record SnapshotPolicy(int transactions, long bytes, int chunkBytes) {
    /** A slice that nobody notices. */
    public static final int CHUNK_BYTES = 1 << 16;

    /** The reference's defaults: a hundred thousand transactions or four GiB. */
    public static final SnapshotPolicy DEFAULT = new SnapshotPolicy(100_000, 4L << 30, CHUNK_BYTES);

    /** After so many transactions, however long they are. */
    public static SnapshotPolicy every(int transactions) {
        return new SnapshotPolicy(transactions, 0, CHUNK_BYTES);
    }
}
