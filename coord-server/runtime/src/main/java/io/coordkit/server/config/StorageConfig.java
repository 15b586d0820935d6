package io.coordkit.server.config;

import io.coordkit.core.storage.Compression;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how state is kept.
 *
 * @param dataDirectory snapshots, below {@code version-2}; {@code dataDir}
 * @param logDirectory transaction logs, below {@code version-2}; {@code dataLogDir}, the data directory unless given
 * @param autoCreate whether missing directories are made; {@code zookeeper.datadir.autocreate}
 * @param trustEmpty whether an empty directory is that of a new server, even if nobody has left the file {@code initialize} in
 *     it; {@code zookeeper.db.autocreate}
 * @param digest whether transactions carry the digest of the tree; {@code zookeeper.digest.enabled}
 * @param log the transaction log
 * @param snapshots the snapshots
 * @param purge what happens to old files
 */
public record StorageConfig(
        Path dataDirectory,
        Path logDirectory,
        boolean autoCreate,
        boolean trustEmpty,
        boolean digest,
        Log log,
        Snapshots snapshots,
        Purge purge) {

    /**
     * The transaction log.
     *
     * @param preallocateKb step by which a file grows; {@code zookeeper.preAllocSize}
     * @param sizeLimitKb size at which a new file is begun, 0 for no limit; {@code zookeeper.txnLogSizeLimitInKb}
     * @param force whether a write is forced to the disk before it is answered; {@code zookeeper.forceSync}
     * @param fsyncWarning a force that takes longer is worth a warning; {@code zookeeper.fsync.warningthresholdms}
     * @param listsEphemerals whether the end of a session lists what goes with it; {@code zookeeper.closeSessionTxn.enabled}
     */
    public record Log(
            int preallocateKb, long sizeLimitKb, boolean force, Duration fsyncWarning, boolean listsEphemerals) {
        /** The reference's defaults. */
        public static final Log DEFAULT = new Log(65_536, 0, true, Duration.ofSeconds(1), true);
    }

    /**
     * The snapshots.
     *
     * @param transactions transactions between two; {@code zookeeper.snapCount}
     * @param logKb length of those transactions after which another is written, 0 for any; {@code zookeeper.snapSizeLimitInKb}
     * @param compression how new ones are compressed; {@code zookeeper.snapshot.compression.method}
     * @param lastZxid whether they say at their end how far they go; {@code zookeeper.serializeLastProcessedZxid.enabled}
     * @param trustMissing whether logs without a snapshot are believed; {@code zookeeper.snapshot.trust.empty}
     */
    public record Snapshots(
            int transactions, long logKb, Compression compression, boolean lastZxid, boolean trustMissing) {
        /** The reference's defaults. */
        public static final Snapshots DEFAULT = new Snapshots(100_000, 4_194_304, Compression.NONE, true, false);
    }

    /**
     * What happens to old files.
     *
     * @param retain snapshots that are kept; {@code autopurge.snapRetainCount}
     * @param interval time between purges, zero for never; {@code autopurge.purgeInterval}
     */
    public record Purge(int retain, Duration interval) {
        /** Nothing is deleted. */
        public static final Purge DEFAULT = new Purge(3, Duration.ZERO);
    }

    /** The reference's defaults, everything in one directory. */
    public static StorageConfig in(Path directory) {
        return new StorageConfig(directory, directory, true, true, true, Log.DEFAULT, Snapshots.DEFAULT, Purge.DEFAULT);
    }
}
