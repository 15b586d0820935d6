package io.coordkit.core.tree;

/**
 * What must be known when a tree is made.
 *
 * @param digest whether digests are kept ({@code zookeeper.digest.enabled})
 * @param extendedTypes whether TTL znodes exist ({@code zookeeper.extendedTypesEnabled})
 * @param oldTtl whether znodes that 3.5.3 gave a time to live are known by its mark ({@code zookeeper.emulate353TTLNodes})
 * @param snapshotZxid whether snapshots say at their end how far they go ({@code
 *     zookeeper.serializeLastProcessedZxid.enabled})
 * @param hashSeed seed of the path table; any number, best one that clients cannot know
 */
public record TreeOptions(boolean digest, boolean extendedTypes, boolean oldTtl, boolean snapshotZxid, long hashSeed) {
    /** Digests on, TTL off, snapshots with their zxid, as the reference starts. */
    public static final TreeOptions DEFAULT = new TreeOptions(true, false, false, true, 0x5DEECE66DL);
}
