package io.coordkit.core.zab;

import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.election.Election;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.quorum.QuorumVerifier;
import io.coordkit.core.txn.Txn;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Who belongs to the ensemble, as this server knows it, and how that changes ({@code QuorumPeer.processReconfig} of the
 * reference). A proposal is on disk before the transaction that made it, and before the promise to a leader who brought it; so
 * whoever may have helped to decide a membership asks for its quorums ever after. With reconfiguration off nothing changes.
 */
final class Roster {
    private final Turn turn;
    private final EnsembleConfig config;
    private final History history;
    private final Election election;
    private Memberships memberships;

    /** The text that was learned last and brought nothing new: voters repeat themselves. */
    private String stale = "";

    Roster(Turn turn, EnsembleConfig config, History history, Election election) {
        this.turn = turn;
        this.config = config;
        this.history = history;
        this.election = election;
        this.memberships = config.memberships();
        election.become(memberships);
    }

    boolean isReconfigurable() {
        return config.reconfig().enabled();
    }

    Memberships memberships() {
        return memberships;
    }

    Membership decided() {
        return memberships.decided();
    }

    Membership seen() {
        return memberships.seen();
    }

    QuorumVerifier quorum() {
        return memberships.quorum();
    }

    /** Whether this server is there to listen only. */
    boolean isObserver() {
        return memberships.isObserver(config.self());
    }

    /** Whether a learner may keep to a promise that it has given elsewhere, so that it needs a later epoch. */
    boolean bindsByPromise(Learner learner) {
        return isReconfigurable() || !learner.observer && quorum().isVoter(learner.server);
    }

    /** Shows the decided membership to clients. */
    void publish() {
        byte[] text = decided().toText().getBytes(StandardCharsets.UTF_8);
        history.tree().publishConfig(text, decided().version(), turn.wallMs());
    }

    /** A membership is proposed; it takes the place of one that was proposed before, even if it is the decided one. */
    void see(Membership proposed) {
        Membership newest = proposed.version() > decided().version() ? proposed : decided();
        if (isReconfigurable() && newest.version() != seen().version()) {
            become(memberships.seeing(newest));
        }
    }

    /**
     * A membership is decided.
     *
     * @return whether the members differ from those before
     */
    boolean decide(Membership membership) {
        Membership former = decided();
        if (!isReconfigurable() || membership.version() <= former.version()) {
            return false;
        }
        become(memberships.deciding(membership));
        boolean differs = !former.hasSameMembers(membership);
        if (differs) {
            turn.outbox().report(new Report.Reconfigured(membership.version()));
        }
        return differs;
    }

    /** Another server says during an election which membership it knows to be decided; the rest is as in {@link #decide}. */
    boolean learn(String text) {
        if (!isReconfigurable() || text.equals(stale)) {
            return false;
        }
        stale = text;
        try {
            return decide(Membership.parse(text));
        } catch (MemberSyntaxException e) {
            return false;
        }
    }

    /** Whether somebody who has led in a membership does not in the next one, at the same address. */
    static boolean isReplaced(long leader, Membership former, Membership next) {
        Optional<Member> before = former.voter(leader);
        Optional<Member> after = next.voter(leader);
        return before.isEmpty() || after.isEmpty() || !before.get().isAtQuorumOf(after.get());
    }

    /** What a reconfiguration proposes. */
    static Membership proposedBy(Proposal proposal) throws MemberSyntaxException {
        if (proposal.txn() instanceof Txn.SetData set && set.data() != null) {
            return Membership.parse(new String(set.data(), StandardCharsets.UTF_8));
        }
        throw new MemberSyntaxException("a reconfiguration without a membership");
    }

    private void become(Memberships now) {
        boolean differs =
                !now.decided().hasSameMembers(decided()) || !now.seen().hasSameMembers(seen());
        memberships = now;
        election.become(now);
        turn.outbox().saveMemberships(now);
        if (differs) {
            turn.outbox().become(now);
        }
    }
}
