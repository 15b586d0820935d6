package io.coordkit.core.zab;

import io.coordkit.core.prepare.EnsembleView;
import io.coordkit.core.quorum.AckLedger;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * How a leader brings its ensemble from one membership to the next, and itself out of the lead when it has no place there
 * ({@code Leader.tryToCommit} and {@code getDesignatedLeader} of the reference). From the proposal on, both memberships must
 * agree to everything; from the decision on, the new one decides alone. A leader that is not the heir decides nothing more:
 * the others leave it for the heir, and so nobody who has heard of the decision is lost.
 */
final class Succession implements EnsembleView {
    private final Roster roster;
    private final EnsembleConfig config;
    private final Learners learners;
    private final AckLedger disks;
    private final AckLedger pings;
    private OptionalLong heir = OptionalLong.empty();

    /**
     * A leader that has not been established.
     *
     * @param disks how far the logs have come
     * @param pings who has answered which ping
     */
    Succession(Roster roster, EnsembleConfig config, Learners learners, AckLedger disks, AckLedger pings) {
        this.roster = roster;
        this.config = config;
        this.learners = learners;
        this.disks = disks;
        this.pings = pings;
    }

    @Override
    public boolean isReconfigurable() {
        return roster.isReconfigurable();
    }

    @Override
    public Optional<Memberships> memberships() {
        return Optional.of(roster.memberships());
    }

    @Override
    public int votersMin() {
        return config.reconfig().votersMin();
    }

    @Override
    public boolean isSynced(Membership membership) {
        return membership.quorum().isQuorum(server -> server == config.self() || acknowledges(server));
    }

    /** A follower that the decided membership makes an observer may not know yet that it must not acknowledge any more. */
    private boolean acknowledges(long server) {
        return learners.acknowledges(server) && !roster.memberships().isObserver(server);
    }

    /** The one who will lead instead; while there is none, this server decides. */
    OptionalLong heir() {
        return heir;
    }

    /** The first membership of all gets a version, so that it is newer than that of one who has only been told a part of it. */
    void begin(long epochZxid) {
        if (roster.decided().version() == 0 && roster.seen().version() == 0) {
            roster.see(roster.decided().withVersion(epochZxid));
        }
    }

    /** A quorum has taken over the history, and with it the membership that was proposed last. */
    void onEstablished() {
        decide(roster.seen(), learners::isSynced);
    }

    /** A membership is on its way to the disks. */
    void onProposed() {
        followQuorum();
    }

    /**
     * A membership is decided.
     *
     * @return who leads from now on
     */
    long onDecided(Membership membership, long zxid) {
        return decide(membership, server -> disks.reachedBy(server) >= zxid);
    }

    private long decide(Membership next, LongPredicate knows) {
        long leader = leaderOf(next, knows);
        roster.decide(next);
        followQuorum();
        if (leader != config.self()) {
            heir = OptionalLong.of(leader);
        }
        return leader;
    }

    private void followQuorum() {
        disks.become(roster.quorum());
        pings.become(roster.quorum());
    }

    /** This server if it keeps its place; otherwise the voter that has come farthest, so that little has to be asked again. */
    private long leaderOf(Membership next, LongPredicate knows) {
        long self = config.self();
        if (!isReconfigurable() || !Roster.isReplaced(self, roster.decided(), next)) {
            return self;
        }
        long best = self;
        for (long voter : next.voters()) {
            boolean better = best == self || disks.reachedBy(voter) > disks.reachedBy(best);
            if (voter != self && knows.test(voter) && better) {
                best = voter;
            }
        }
        return best;
    }
}
