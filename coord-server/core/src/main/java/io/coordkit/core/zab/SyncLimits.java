package io.coordkit.core.zab;

/**
 * How a leader brings others up to date.
 *
 * @param readsLog whether it looks for what it does not remember in the log files before it sends the whole tree ({@code
 *     zookeeper.snapshotSizeFactor}, unless negative)
 * @param trees observers that are sent a tree at the same time ({@code zookeeper.leader.maxConcurrentSnapSyncs}); voters do not wait
 * @param logs observers that are sent what the log files have at the same time ({@code zookeeper.leader.maxConcurrentDiffSyncs})
 */
public record SyncLimits(boolean readsLog, int trees, int logs) {
    /** The reference's defaults. */
    public static final SyncLimits DEFAULT = new SyncLimits(true, 10, 100);
}
