package io.coordkit.core.zab;

import io.coordkit.core.election.ElectionTimes;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;

/**
 * What a member of an ensemble must know before its first step, besides what every replica must know.
 *
 * @param tickMs unit of the limits
 * @param self id of this server; in the membership, or an observer that nobody counts
 * @param membership all servers, at the start
 * @param electionTimes how long an election waits
 * @param roleTimes how long members let others wait on purpose
 * @param initLimitTicks ticks that discovery and synchronisation may take, each ({@code initLimit})
 * @param syncLimitTicks ticks without a word, or without an acknowledgement, after which a peer is given up ({@code syncLimit})
 * @param counterMax the leader steps down before a counter goes beyond; 0xfffffffe, as in the reference, except in simulations
 * @param readOnlyAfterMs how long a quorum may be missing before reads are served to clients that ask for read-only mode; 0 for
 *     never ({@code readonlymode.enabled})
 * @param syncLimits how a leader brings others up to date
 * @param leaderServes whether clients may connect to the leader ({@code zookeeper.leaderServes})
 * @param reconfig whether and how the members may change
 * @param observerMasters whether observers learn from followers
 */
public record EnsembleConfig(
        int tickMs,
        long self,
        Membership membership,
        ElectionTimes electionTimes,
        RoleTimes roleTimes,
        int initLimitTicks,
        int syncLimitTicks,
        long counterMax,
        long readOnlyAfterMs,
        SyncLimits syncLimits,
        boolean leaderServes,
        ReconfigPolicy reconfig,
        ObserverMasterPolicy observerMasters) {
    private static final long DIAL_MS_MIN = 1000;
    private static final int DIAL_WAITS = 3;

    /** The largest counter that a transaction of the reference has. */
    public static final long COUNTER_MAX = 0xffff_fffeL;

    /** Time for discovery and synchronisation, each, in ms. */
    public long initLimitMs() {
        return (long) initLimitTicks * tickMs;
    }

    /** Silence after which a peer is given up, in ms. */
    public long syncLimitMs() {
        return (long) syncLimitTicks * tickMs;
    }

    /**
     * How long a leader that does not listen is dialled, in ms. Whoever is elected may still be waiting for a better candidate, and begin
     * that wait anew, when those who elected it have ended theirs. There are at least two attempts, however long the pause between them.
     */
    public long dialLimitMs() {
        long shortestMs = Math.max(DIAL_MS_MIN, roleTimes.dialPauseMs());
        return Math.max(shortestMs, DIAL_WAITS * electionTimes.finalizeMs());
    }

    /** Long enough for those who cannot reach this server to give that up and to elect somebody else, in ms. */
    public long abstentionMs() {
        return 2 * dialLimitMs();
    }

    /** What is decided and what is proposed, at the start. */
    public Memberships memberships() {
        Memberships started = Memberships.of(membership);
        return reconfig.enabled() ? reconfig.seen().map(started::seeing).orElse(started) : started;
    }
}
