package io.coordkit.core.zab;

import io.coordkit.core.storage.RecentLog;

/**
 * Whether observers learn from followers instead of the leader.
 *
 * @param enabled whether followers let observers in, and observers look for followers ({@code observerMasterPort})
 * @param keptBytesMax how much a follower keeps of what is decided while it brings an observer up to date, in bytes; whoever is too slow
 *     for that is given up ({@code zookeeper.observerMaster.sizeLimit})
 */
public record ObserverMasterPolicy(boolean enabled, long keptBytesMax) {
    /** All learn from the leader: the reference's default. */
    public static final ObserverMasterPolicy OFF = new ObserverMasterPolicy(false, RecentLog.PINNED_BYTES);
}
