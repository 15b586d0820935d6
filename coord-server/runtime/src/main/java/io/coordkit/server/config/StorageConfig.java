package io.coordkit.server.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how state is kept.
 *
 * @param dataDirectory snapshots, below {@code version-2}; {@code dataDir}
 * @param logDirectory transaction logs, below {@code version-2}; {@code dataLogDir}, the data directory unless given
 * @param preallocateKb step by which a log file grows; {@code zookeeper.preAllocSize}
 * @param logSizeLimitKb size at which a new log file is begun, 0 for no limit; {@code zookeeper.txnLogSizeLimitInKb}
 * @param snapCount transactions between snapshots; {@code zookeeper.snapCount}
 * @param fsyncWarning a force that takes longer is worth a warning; {@code zookeeper.fsync.warningthresholdms}
 * @param autoCreate whether missing directories are made; {@code zookeeper.datadir.autocreate}
 * @param trustEmptySnapshot whether logs without a snapshot are believed; {@code zookeeper.snapshot.trust.empty}
 * @param digest whether transactions carry the digest of the tree; {@code zookeeper.digest.enabled}
 * @param purgeRetain snapshots that a purge keeps; {@code autopurge.snapRetainCount}
 * @param purgeInterval time between purges, zero for never; {@code autopurge.purgeInterval}
 */
public record StorageConfig(
        Path dataDirectory,
        Path logDirectory,
        int preallocateKb,
        long logSizeLimitKb,
        int snapCount,
        Duration fsyncWarning,
        boolean autoCreate,
        boolean trustEmptySnapshot,
        boolean digest,
        int purgeRetain,
        Duration purgeInterval) {

    /** The reference's defaults, everything in one directory. */
    public static StorageConfig in(Path directory) {
        return new StorageConfig(
                directory, directory, 65_536, 0, 100_000, Duration.ofSeconds(1), true, false, true, 3, Duration.ZERO);
    }
}
