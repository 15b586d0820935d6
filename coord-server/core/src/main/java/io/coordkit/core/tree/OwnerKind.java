package io.coordkit.core.tree;

import io.coordkit.core.wire.CreateMode;

/**
 * What the stored owner of a znode says about its life ({@code EphemeralType} of the reference): 0 is persistent, a session id
 * ephemeral, one special value a container, and a marked one a time to live.
 */
public enum OwnerKind {
    PERSISTENT,
    EPHEMERAL,
    CONTAINER,
    TTL;

    /** Stored owner of a container. */
    public static final long CONTAINER_OWNER = Long.MIN_VALUE;

    private static final long TTL_MARK = 0xFF00000000000000L;
    private static final long TTL_FEATURE_MASK = 0xFFFFFF0000000000L;

    /**
     * The kind of a stored owner.
     *
     * @param extendedTypes whether TTL marks are understood; otherwise they are sessions like others
     * @param oldTtl whether, where they are, the highest bit alone is a mark, as 3.5.3 wrote it
     */
    public static OwnerKind of(long owner, boolean extendedTypes, boolean oldTtl) {
        if (owner == 0) {
            return PERSISTENT;
        }
        if (owner == CONTAINER_OWNER) {
            return CONTAINER;
        }
        boolean isTtl = isTimeToLive(owner) || oldTtl && owner < 0;
        return extendedTypes && isTtl ? TTL : EPHEMERAL;
    }

    /** Whether a stored owner is marked as a time to live, understood or not; no session has such an id. */
    public static boolean isTimeToLive(long owner) {
        return owner != CONTAINER_OWNER && (owner & TTL_FEATURE_MASK) == TTL_MARK;
    }

    /** Stored owner of a znode that lives {@code ttlMs} without change. */
    public static long ttlOwner(long ttlMs) {
        return TTL_MARK | ttlMs;
    }

    /** The time to live in a stored owner of kind {@link #TTL}. */
    public static long ttlMs(long owner) {
        return owner & CreateMode.TTL_MAX_MS;
    }
}
