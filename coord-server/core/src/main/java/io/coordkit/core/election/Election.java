package io.coordkit.core.election;

import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.quorum.QuorumVerifier;
import io.coordkit.core.txn.Zxid;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fast leader election as a machine ({@code FastLeaderElection} of the reference). Servers that look for a leader tell each
 * other the best candidate that they know; whoever sees a quorum behind its candidate, and hears of no better one for a while,
 * has found it. The outcome is a guess that the following phase proves or drops, so nothing here must survive a crash.
 *
 * <pre>
 * LOOKING --quorum agrees on me------------> LEADING
 * LOOKING --quorum agrees on another-------> FOLLOWING (OBSERVING without a vote)
 * LOOKING --a leader and its quorum answer-> FOLLOWING (OBSERVING)
 * any     --look()-------------------------> LOOKING, in the next round
 * </pre>
 *
 * <p>Time comes in as an argument. One thread.
 */
public final class Election {
    /** What one who cannot win proposes: everything is better. */
    private static final Vote NOBODY = new Vote(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    /** zxid of a server that does not know its own history, and so may neither vote nor be voted for. */
    private static final long NEVER = Long.MAX_VALUE;

    private final long self;
    private final ElectionTimes times;
    private final ElectionOutbox outbox;
    private final Map<Long, Ballot> received = new TreeMap<>();
    private final Map<Long, Ballot> settled = new TreeMap<>();

    /** Who has said anything since this server began to look. */
    private final Set<Long> answered = new TreeSet<>();

    /** Who does not vote and was answered since everybody was told last, with the round in which it asked. */
    private final Map<Long, Long> strangers = new TreeMap<>();

    /** Who is known to be out of reach. */
    private final Set<Long> unreachable = new TreeSet<>();

    private final ArrayDeque<Notification> toSelf = new ArrayDeque<>();

    private Memberships memberships;
    private ServerState state = ServerState.LOOKING;
    private Vote own = NOBODY;
    private Vote proposal = NOBODY;

    /** The logical clock; below 0 when one of the reference leads that was appointed and not elected. */
    private long round;

    /** The round in which the present vote was found; differs from {@link #round} only while an old leader is followed. */
    private long voteRound;

    private boolean finalizing;
    private boolean paused = true;
    private long deadlineMs = NEVER;
    private long repeatMs;

    /**
     * A server that has not looked for a leader yet.
     *
     * @param self its id, a voter's or not
     */
    public Election(long self, Membership membership, ElectionTimes times, ElectionOutbox outbox) {
        this.self = self;
        this.memberships = Memberships.of(membership);
        this.times = times;
        this.outbox = outbox;
    }

    /** From now on these are the members; {@link #look} if that matters for an election under way. */
    public void become(Memberships now) {
        memberships = now;
    }

    /** What this server does as far as the election knows. */
    public ServerState state() {
        return state;
    }

    /** The present candidate, or the leader once {@link #state()} is not LOOKING. */
    public Vote vote() {
        return proposal;
    }

    /** The logical clock. */
    public long round() {
        return round;
    }

    /** The round in which the present leader was found; voters in a later one look for another. */
    public long foundInRound() {
        return voteRound;
    }

    /** Whether a server has said anything since this one began to look. */
    public boolean hasAnswered(long server) {
        return answered.contains(server);
    }

    /** When {@link #onTime} has something to do, in ms; {@link Long#MAX_VALUE} for never. */
    public long deadlineMs() {
        return deadlineMs;
    }

    /**
     * Looks for a leader, in a new round.
     *
     * @param lastZxid newest zxid in this server's log, −1 if it does not know
     * @param currentEpoch epoch of the history it holds
     */
    public void look(long lastZxid, long currentEpoch, long nowMs) {
        state = ServerState.LOOKING;
        paused = false;
        round++;
        own = isVoter(self) ? new Vote(self, lastZxid, currentEpoch) : NOBODY;
        proposal = own;
        received.clear();
        settled.clear();
        answered.clear();
        finalizing = false;
        repeatMs = times.repeatMinMs();
        deadlineMs = nowMs + repeatMs;
        sendToAll();
        drainSelf(nowMs);
    }

    /** Says nothing and hears nothing until {@link #look}. */
    public void pause() {
        paused = true;
        finalizing = false;
        deadlineMs = NEVER;
    }

    /** A leader was appointed without an election, by the one before it; that is a guess like any other. */
    public void appoint(long leader, long lastZxid) {
        finalizing = false;
        settle(new Vote(leader, lastZxid, proposal.peerEpoch()), round);
    }

    /** The leader is established in {@code epoch}: from now on everybody reports the same vote. */
    public void established(long epoch) {
        proposal = new Vote(proposal.leader(), proposal.zxid(), epoch);
    }

    /** A message from another server. */
    public void onNotification(long from, Notification message, long nowMs) {
        if (paused) {
            // It has nothing to say.
            return;
        }
        boolean asks = message.state() == ServerState.LOOKING;
        if (!isVoter(from)) {
            // An observer, or one that joins: it learns who leads, and does not count. The reference answers one that
            // has found
            // its place, too, and may be answered again, for ever.
            if (asks && isNewQuestion(from, message)) {
                outbox.send(from, notification(round));
            }
        } else if (state != ServerState.LOOKING) {
            if (asks) {
                // One that has left may be the only one that the other knows, and can tell it who belongs to the
                // ensemble now.
                outbox.send(from, notification(voteRound));
            }
        } else {
            if (asks && isBehind(message) && mayHelp(from, message)) {
                outbox.send(from, notification(round));
            }
            consider(from, message, nowMs);
            drainSelf(nowMs);
        }
    }

    /** Whether messages get through to another server; until told, nobody knows. */
    public void onReachable(long server, boolean reachable) {
        if (reachable) {
            unreachable.remove(server);
            if (state == ServerState.LOOKING && !paused && isVoter(server)) {
                outbox.send(server, notification(round));
            }
        } else {
            unreachable.add(server);
            maybeSettle();
        }
    }

    /** Time has passed. */
    public void onTime(long nowMs) {
        if (state != ServerState.LOOKING || nowMs < deadlineMs) {
            return;
        }
        if (finalizing) {
            settle(proposal, round);
            return;
        }
        repeatMs = Math.min(repeatMs * 2, times.repeatMaxMs());
        deadlineMs = nowMs + repeatMs;
        sendToAll();
        drainSelf(nowMs);
    }

    /**
     * Only a vote helps one that is behind, and an observer that answered would be answered again, for ever. One without a line may
     * have a vote in what the other one has seen.
     */
    private boolean mayHelp(long from, Notification message) {
        return isVoter(self) || !isListening() && isNewQuestion(from, message);
    }

    /** Two who look and do not take each other for voters would answer each other for ever. */
    private boolean isNewQuestion(long from, Notification message) {
        if (state != ServerState.LOOKING) {
            return true;
        }
        Long answered = strangers.put(from, message.round());
        return answered == null || answered != message.round();
    }

    /**
     * Whether the sender lacks our vote. One who proposes less in the same round has perhaps not heard us: what we sent came when
     * it still followed somebody. The reference leaves that to the next repetition.
     */
    private boolean isBehind(Notification message) {
        return message.round() < round || message.round() == round && isBetter(proposal, message.vote());
    }

    private void consider(long from, Notification message, long nowMs) {
        answered.add(from);
        if (finalizing && !isBetter(message.vote(), proposal)) {
            // Nothing new: the wait for something better begins anew, as in the reference.
            deadlineMs = nowMs + times.finalizeMs();
            maybeSettle();
            return;
        }
        finalizing = false;
        deadlineMs = nowMs + repeatMs;
        if (!isVoter(message.vote().leader()) && message.state() != ServerState.LOOKING) {
            return;
        }
        switch (message.state()) {
            case LOOKING -> considerCandidate(from, message, nowMs);
            case FOLLOWING, LEADING -> considerLeader(from, message);
            case OBSERVING -> {}
        }
    }

    private void considerCandidate(long from, Notification message, long nowMs) {
        if (own.zxid() == Zxid.UNKNOWN || message.vote().zxid() == Zxid.UNKNOWN) {
            return;
        }
        if (message.round() < round) {
            return;
        }
        if (message.round() > round) {
            round = message.round();
            received.clear();
            answered.retainAll(Set.of(from));
            propose(isBetter(message.vote(), own) ? message.vote() : own);
        } else if (isBetter(message.vote(), proposal)) {
            propose(message.vote());
        }
        if (!isVoter(message.vote().leader())) {
            // The sender knows nobody yet, and may be about to vote. The reference ignores its round, too, and may wait
            // for
            // it for ever.
            return;
        }
        received.put(from, Ballot.of(message));
        if (isCandidateOfQuorum()) {
            finalizing = true;
            deadlineMs = nowMs + times.finalizeMs();
            maybeSettle();
        }
    }

    /**
     * Ends the wait for a better candidate where none can come: every voter has spoken in this round, or is out of reach. The
     * reference always waits.
     */
    private void maybeSettle() {
        if (!finalizing) {
            return;
        }
        for (long voter : memberships.quorum().voters()) {
            if (voter != self && !answered.contains(voter) && !unreachable.contains(voter)) {
                return;
            }
        }
        settle(proposal, round);
    }

    private void considerLeader(long from, Notification message) {
        Ballot ballot = Ballot.of(message);
        if (message.round() == round) {
            received.put(from, ballot);
            if (isLeaderOfQuorum(received, ballot) && leads(received, message)) {
                settle(message.vote(), message.round());
                return;
            }
        }
        settled.put(from, ballot);
        if (isLeaderOfQuorum(settled, ballot) && leads(settled, message)) {
            round = message.round();
            settle(message.vote(), message.round());
        }
    }

    /**
     * Whether the reported leader says itself that it leads. Otherwise servers that still follow one who has died would lead a
     * third to it.
     */
    private boolean leads(Map<Long, Ballot> ballots, Notification message) {
        long leader = message.vote().leader();
        if (leader == self) {
            return message.round() == round;
        }
        Ballot own = ballots.get(leader);
        return own != null && own.state() == ServerState.LEADING;
    }

    private void settle(Vote vote, long foundIn) {
        proposal = vote;
        voteRound = foundIn;
        finalizing = false;
        deadlineMs = NEVER;
        toSelf.clear();
        if (vote.leader() == self) {
            state = ServerState.LEADING;
        } else {
            state = isListening() ? ServerState.OBSERVING : ServerState.FOLLOWING;
        }
    }

    private void propose(Vote vote) {
        proposal = vote;
        sendToAll();
    }

    private void sendToAll() {
        strangers.clear();
        Notification notification = notification(round);
        for (long voter : memberships.quorum().voters()) {
            if (voter == self) {
                toSelf.add(notification);
            } else {
                outbox.send(voter, notification);
            }
        }
    }

    /** A server's own vote counts like any other, after what it was handling. */
    private void drainSelf(long nowMs) {
        for (Notification mine = toSelf.poll(); mine != null && state == ServerState.LOOKING; mine = toSelf.poll()) {
            consider(self, mine, nowMs);
        }
    }

    private Notification notification(long inRound) {
        return new Notification(
                state,
                proposal,
                inRound,
                Notification.VERSION,
                memberships.decided().toText());
    }

    /** A candidate needs a proposed membership, too; one who leads already has whom it needs. */
    private boolean isCandidateOfQuorum() {
        Ballot wanted = new Ballot(proposal, round, ServerState.LOOKING, Notification.VERSION);
        return isSupported(received, wanted, memberships.quorum());
    }

    private boolean isLeaderOfQuorum(Map<Long, Ballot> ballots, Ballot wanted) {
        return isSupported(ballots, wanted, memberships.decided().quorum());
    }

    private static boolean isSupported(Map<Long, Ballot> ballots, Ballot wanted, QuorumVerifier quorum) {
        Set<Long> supporters = new TreeSet<>();
        ballots.forEach((server, ballot) -> {
            if (wanted.agreesWith(ballot)) {
                supporters.add(server);
            }
        });
        return quorum.isQuorum(supporters);
    }

    /**
     * While a membership is only proposed, some may not have heard of it, and can vote for nobody but those they know; so of two
     * with the same history a voter of the decided one is preferred. The reference may wait for their votes for ever.
     */
    private boolean isBetter(Vote vote, Vote than) {
        if (memberships.quorum().weightOf(vote.leader()) == 0) {
            return false;
        }
        boolean sameHistory = vote.zxid() == than.zxid() && vote.peerEpoch() == than.peerEpoch();
        boolean isKnown = memberships.decided().quorum().isVoter(vote.leader());
        boolean otherIsKnown = memberships.decided().quorum().isVoter(than.leader());
        return sameHistory && isKnown != otherIsKnown ? isKnown : vote.isBetterThan(than);
    }

    /** One that has no line may be about to take part. */
    private boolean isListening() {
        return memberships.isObserver(self);
    }

    private boolean isVoter(long server) {
        return memberships.quorum().isVoter(server);
    }
}
