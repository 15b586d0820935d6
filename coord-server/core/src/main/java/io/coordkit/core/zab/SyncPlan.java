package io.coordkit.core.zab;

import io.coordkit.core.peer.PacketType;
import io.coordkit.core.txn.Zxid;

/**
 * How a learner is brought to the leader's history: a pure function of the two logs ({@code LearnerHandler.syncFollower} of the
 * reference). After the plan's first packet come, with their commits, all transactions newer than {@link #sendAfter}.
 */
public sealed interface SyncPlan {
    /** The packet that announces it. */
    PacketType type();

    /** What that packet carries. */
    long zxid();

    /** Only transactions newer than this one are sent. */
    long sendAfter();

    /**
     * The learner has nothing that the leader lacks.
     *
     * @param last zxid for the DIFF packet: the newest that will be sent
     */
    record Diff(long last, long sendAfter) implements SyncPlan {
        @Override
        public PacketType type() {
            return PacketType.DIFF;
        }

        @Override
        public long zxid() {
            return last;
        }
    }

    /**
     * The learner cuts its log.
     *
     * @param to zxid for the TRUNC packet: the newest that stays
     */
    record Trunc(long to) implements SyncPlan {
        @Override
        public PacketType type() {
            return PacketType.TRUNC;
        }

        @Override
        public long zxid() {
            return to;
        }

        @Override
        public long sendAfter() {
            return to;
        }
    }

    /**
     * The learner gets the whole tree.
     *
     * @param zxid of the tree; nothing older is sent after it
     */
    record Snap(long zxid) implements SyncPlan {
        @Override
        public PacketType type() {
            return PacketType.SNAP;
        }

        @Override
        public long sendAfter() {
            return zxid;
        }
    }

    /**
     * Decides.
     *
     * @param learnerLast newest zxid in the learner's log
     * @param leaderLast newest zxid applied by the leader; the first one of an epoch has counter 0 and is in nobody's log
     * @param backlog what the leader can send again, up to {@code leaderLast}
     */
    static SyncPlan decide(long learnerLast, long leaderLast, Backlog backlog) {
        if (learnerLast == leaderLast) {
            return new Diff(leaderLast, leaderLast);
        }
        if (backlog.isEmpty()) {
            return new Snap(leaderLast);
        }
        long newest = backlog.last();
        // "Epoch begins" is no transaction: who has it has exactly what came before it.
        boolean onlyBegan = Zxid.counter(learnerLast) == 0;
        if (learnerLast > newest) {
            return onlyBegan ? new Snap(leaderLast) : truncate(learnerLast, newest, leaderLast);
        }
        if (backlog.contains(learnerLast)) {
            return new Diff(newest, learnerLast);
        }
        if (learnerLast < backlog.first()) {
            return new Snap(leaderLast);
        }
        return onlyBegan
                ? new Diff(newest, learnerLast)
                : truncate(learnerLast, backlog.before(learnerLast, Zxid.NONE), leaderLast);
    }

    /**
     * Cuts what the leader does not have. Never across epochs: a learner of the reference finds the place by the zxid alone, and
     * an older epoch's end in its log need not be the one that was committed.
     */
    private static SyncPlan truncate(long learnerLast, long to, long leaderLast) {
        return Zxid.epoch(learnerLast) == Zxid.epoch(to) ? new Trunc(to) : new Snap(leaderLast);
    }
}
