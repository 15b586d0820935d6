package io.coordkit.core.zab;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.broadcast.Audience;
import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Primary;
import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.quorum.AckLedger;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.session.Session;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The leader of an epoch: finds a number for it that nobody has used, brings a quorum to its own history, and then decides the
 * order of everything ({@code Leader} of the reference).
 *
 * <pre>
 * OPENING   --the quorum port is open----> GATHERING
 * GATHERING --a quorum has come----------> PROMISING     the epoch goes to disk
 * PROMISING --on disk--------------------> INVITING      LEADERINFO
 * INVITING  --ACKEPOCH of a quorum-------> SYNCING       DIFF, TRUNC or SNAP, then NEWLEADER; the current epoch goes to disk
 * SYNCING   --ACK of NEWLEADER, a quorum-> ESTABLISHED   UPTODATE
 * </pre>
 *
 * <p>The history with which it begins is all that is in its log, decided or not: what a quorum may have acknowledged must not be
 * lost, and a quorum has chosen the one who has most.
 */
final class LeaderRole implements Role, Upstream, Audience {
    private final RoleContext context;
    private final Turn turn;
    private final History history;
    private final EnsembleConfig config;
    private final Roster roster;
    private final Succession succession;
    private final AckLedger disks;
    private final PeerWriter writer;
    private final Learners learners;
    private final LearnerSync sync;
    private final LeaderRequests requests;
    private final Announcements announcements;
    private final Pulse pulse;

    /** Voters that look for a leader again and have not come to us. */
    private final Set<Long> deserters = new TreeSet<>();

    /** Voters that have proposed themselves since we were elected, with the epochs of their histories. */
    private final Map<Long, Long> candidates = new TreeMap<>();

    private Step step = Step.OPENING;
    private long stepSinceMs;
    private long epoch;

    /** The newest history among those who have promised themselves must be ours. */
    private long startEpoch;

    private long startZxid;
    private boolean savingCurrent;
    private boolean selfSynced;

    /** Set when the history is about to end: what is decided from now on would be lost. */
    private boolean stopped;

    private @Nullable Primary primary;
    private @Nullable ContainerCleaner cleaner;

    private enum Step {
        OPENING,
        GATHERING,
        PROMISING,
        INVITING,
        SYNCING,
        ESTABLISHED
    }

    LeaderRole(RoleContext context) {
        this.context = context;
        this.turn = context.turn();
        this.history = context.history();
        this.config = context.config();
        this.roster = context.roster();
        this.writer = context.writer();
        this.learners = new Learners(turn, config, roster);
        this.disks = new AckLedger(roster.quorum(), Zxid.NONE);
        AckLedger pings = new AckLedger(roster.quorum(), 0);
        this.succession = new Succession(roster, config, learners, disks, pings);
        this.sync = new LearnerSync(context, learners, roster::seen, RecentLog.PINNED_BYTES);
        this.requests = new LeaderRequests(context, this, learners);
        this.announcements = new Announcements(context, learners);
        this.pulse = new Pulse(context, learners, announcements, pings, requests::onSynced);
    }

    void begin(long reign) {
        stepSinceMs = turn.nowMs();
        startEpoch = context.promises().current();
        startZxid = history.lastZxid();
        turn.outbox().openQuorumPort(reign);
    }

    /** Learners can come. Some may have done so, and have been heard of before this. */
    void onQuorumPortOpen() {
        if (step == Step.OPENING) {
            enter(Step.GATHERING);
            maybePromise();
        }
    }

    long epoch() {
        return step.compareTo(Step.GATHERING) <= 0 ? startEpoch : epoch;
    }

    Phase phase() {
        return switch (step) {
            case OPENING, GATHERING, PROMISING, INVITING -> Phase.DISCOVERY;
            case SYNCING -> Phase.SYNCHRONISATION;
            case ESTABLISHED -> Phase.BROADCAST;
        };
    }

    /** Whom it leads, once it is established. */
    Optional<LeaderView> view() {
        return isEstablished()
                ? Optional.of(learners.view(pulse.waitingSyncs(), turn.nowMs() - stepSinceMs))
                : Optional.empty();
    }

    /** Counting of what passes between this server and its learners starts anew. */
    void resetTraffic() {
        learners.resetTraffic();
    }

    /** The one who decides, once there is one. */
    Primary primary() {
        if (primary == null) {
            throw new IllegalStateException("not established");
        }
        return primary;
    }

    /** Whether the state of its ensemble may be replaced. */
    boolean mayRestore() {
        return isEstablished() && decides() && Zxid.counter(primary().lastZxid()) < config.counterMax();
    }

    /** Proposes nothing any more; what has been proposed is decided, and learners stay. */
    void stopDeciding() {
        stopped = true;
    }

    private boolean isEstablished() {
        return step == Step.ESTABLISHED;
    }

    @Override
    public long deadlineMs() {
        long own =
                isEstablished() ? Math.min(pulse.deadlineMs(), nextOfSessions()) : stepSinceMs + config.initLimitMs();
        return Math.min(own, learners.deadlineMs());
    }

    private long nextOfSessions() {
        if (stopped) {
            return Long.MAX_VALUE;
        }
        long cleaning = cleaner == null ? Long.MAX_VALUE : cleaner.nextCheckMs();
        return Math.min(cleaning, context.sessions().nextExpiryMs());
    }

    @Override
    public void onTime() {
        for (Learner silent : learners.silent()) {
            lose(silent, "silent");
        }
        if (!isEstablished()) {
            if (turn.nowMs() >= stepSinceMs + config.initLimitMs()) {
                context.ending().giveUp("no quorum has followed in time");
            }
            return;
        }
        pulse.onTime();
        if (stopped) {
            return;
        }
        context.sessions().onTime(turn.nowMs());
        primary().expireSessions();
        if (cleaner != null) {
            cleaner.maybeClean();
        }
    }

    @Override
    public void onLearnerConnected(long link, String address) {
        learners.add(link, address);
    }

    @Override
    public void onDialled(long server, long link) {
        turn.outbox().closePeer(link);
    }

    @Override
    public void onUnreachable(long server) {
        // Asked by an earlier role.
    }

    @Override
    public void onProgress(long link) {
        // Nobody sends a leader a tree.
    }

    @Override
    public void onTree(long link, DataTree tree) {
        Learner learner = learners.find(link);
        if (learner != null) {
            refuse(learner, "a tree from a learner");
        }
    }

    @Override
    public void onGone(long link, String reason) {
        Learner learner = learners.find(link);
        if (learner != null) {
            learners.remove(learner);
            forget(learner, reason);
        }
    }

    private void lose(Learner learner, String reason) {
        learners.remove(learner);
        turn.outbox().closePeer(learner.link);
        forget(learner, reason);
    }

    /** A learner says what it must not. */
    void refuse(Learner learner, String what) {
        turn.outbox().report(new Report.PeerRefused(learner.server, what));
        lose(learner, what);
    }

    private void forget(Learner learner, String reason) {
        sync.stop(learner);
        // What it has asked behind a sync must not be done when its clients have come back and asked for newer things.
        pulse.forget(learner);
        if (learner.server != Learner.UNKNOWN) {
            turn.outbox().report(new Report.LearnerLost(learner.server, reason));
        }
        // Before that nobody has to be there: a quorum is awaited, not held.
        if (step.compareTo(Step.INVITING) >= 0 && !roster.quorum().isQuorum(this::isPresent)) {
            loseQuorum();
        }
    }

    private void loseQuorum() {
        OptionalLong heir = succession.heir();
        if (heir.isPresent()) {
            context.ending().giveWayTo(heir.getAsLong(), "server " + heir.getAsLong() + " was appointed");
        } else {
            context.ending().giveUp("no quorum follows any more");
        }
    }

    /** Whether a voter is still there, as far as it must be at this step. */
    private boolean isPresent(long server) {
        Learner learner = learners.voter(server);
        return server == config.self() || learner != null && (!isEstablished() || learner.isSynced());
    }

    @Override
    public void onPacket(long link, QuorumPacket packet) {
        Learner learner = learners.find(link);
        if (learner == null) {
            return;
        }
        learner.onReceived(packet, turn.nowMs());
        String refusal = requests.handle(learner, packet);
        if (!refusal.isEmpty()) {
            refuse(learner, refusal);
        }
    }

    /** A learner has said who it is, and to which epoch it has promised itself last. */
    void onGreeted(Learner learner, long acceptedEpoch) {
        Learner former = learners.former(learner);
        if (former != null) {
            lose(former, "came back on another link");
        }
        learner.step = Learner.Step.GREETED;
        deserters.remove(learner.server);
        if (step.compareTo(Step.GATHERING) <= 0) {
            maybePromise();
        } else if (acceptedEpoch > epoch && roster.bindsByPromise(learner)) {
            onBoundElsewhere(learner, acceptedEpoch);
        } else if (step != Step.PROMISING) {
            invite(learner);
        }
    }

    /**
     * A learner has promised itself to a later epoch and can never follow in this one. The reference leaves it outside until the next
     * election; here the leader makes way, unless the other would win that election with a later history. No quorum could have
     * made us leader then if all had kept their disks, and what we have acknowledged would be lost to whom it was acknowledged.
     */
    private void onBoundElsewhere(Learner learner, long acceptedEpoch) {
        long itsHistory = candidates.getOrDefault(learner.server, epoch);
        if (isEstablished() && itsHistory > epoch) {
            refuse(
                    learner,
                    "its history is of epoch " + itsHistory
                            + ", later than all that we know: servers have lost their disks");
        } else {
            context.promises().beyond(acceptedEpoch);
            context.ending().giveUp("server " + learner.server + " has promised itself to epoch " + acceptedEpoch);
        }
    }

    /** A voter looks for a leader and proposes itself, with a history of this epoch. */
    void onCandidate(long server, long itsEpoch) {
        candidates.put(server, itsEpoch);
    }

    private void maybePromise() {
        if (step == Step.GATHERING && roster.quorum().isQuorum(this::hasGreeted)) {
            enter(Step.PROMISING);
            long newest =
                    Math.max(context.promises().accepted(), context.promises().elsewhere());
            epoch = Math.max(newest, requests.newestAcceptedEpoch()) + 1;
            succession.begin(Zxid.of(epoch, 0));
            context.promises().save(epoch, context.promises().current());
        }
    }

    /**
     * A voter looks for another leader, although it may have made us one.
     *
     * @param answered who has taken part in the election; nobody waits for the others
     */
    void onDeserted(long server, LongPredicate answered) {
        if (isEstablished() || learners.voter(server) != null) {
            return;
        }
        deserters.add(server);
        LongPredicate mayFollow = voter -> hasGreeted(voter) || answered.test(voter) && !deserters.contains(voter);
        if (!roster.quorum().isQuorum(mayFollow)) {
            turn.stats().add(Count.QUIT_DISLOYAL);
            context.ending().giveUp("the others look for another leader");
        } else if (roster.quorum().isVoter(server) && hasWaitedLongEnough()) {
            turn.stats().add(Count.QUIT_DISLOYAL);
            context.ending().giveUp("server " + server + " looks for another leader");
        }
    }

    /** The others may still come, and whoever set the limit would rather have a leader soon than wait for them. */
    private boolean hasWaitedLongEnough() {
        long limitMs = config.roleTimes().epochWaitMs();
        return step == Step.GATHERING && limitMs >= 0 && turn.nowMs() - stepSinceMs > limitMs;
    }

    private boolean hasGreeted(long server) {
        return server == config.self() || learners.voter(server) != null;
    }

    private void invite(Learner learner) {
        learner.step = Learner.Step.INVITED;
        writer.send(learner, PacketType.LEADER_INFO, Zxid.of(epoch, 0), LeaderRequests.PROTOCOL_VERSION);
    }

    /**
     * A learner has promised itself to the epoch.
     *
     * @param counts whether it does so for the first time
     */
    void onPromised(Learner learner, long itsEpoch, boolean counts) {
        boolean isAhead = itsEpoch > startEpoch || itsEpoch == startEpoch && learner.lastZxid > startZxid;
        if (step == Step.INVITING && counts && isAhead) {
            // It would have been the better candidate; the next election finds it.
            context.ending().giveUp("server " + learner.server + " has a newer history");
            return;
        }
        learner.step = Learner.Step.PROMISED;
        learner.promised = counts;
        if (step == Step.INVITING) {
            maybeSynchronise();
        } else {
            synchronise(learner);
        }
    }

    private void maybeSynchronise() {
        if (!roster.quorum().isQuorum(this::hasPromised)) {
            return;
        }
        enter(Step.SYNCING);
        for (Learner learner : learners.copy()) {
            if (learner.step == Learner.Step.PROMISED) {
                synchronise(learner);
            }
        }
        maybeSaveCurrent();
    }

    private boolean hasPromised(long server) {
        Learner learner = learners.voter(server);
        return server == config.self() || learner != null && learner.step == Learner.Step.PROMISED && learner.promised;
    }

    private void synchronise(Learner learner) {
        if (isEstablished()) {
            // It cuts off what is undecided, and is sent it again.
            primary().forgetDurable(learner.server);
        }
        loseUnless(learner, sync.begin(learner, epoch, isEstablished()));
    }

    private void loseUnless(Learner learner, String failure) {
        if (!failure.isEmpty()) {
            lose(learner, failure);
        }
    }

    @Override
    public void onLogSearched(long link, long base) {
        Learner learner = learners.find(link);
        if (learner != null) {
            learner.heardMs = turn.nowMs();
            loseUnless(learner, sync.onSearched(learner, base, epoch, isEstablished()));
        }
    }

    @Override
    public void onLogRead(long link, LogSlice slice) {
        Learner learner = learners.find(link);
        if (learner != null) {
            learner.heardMs = turn.nowMs();
            loseUnless(learner, sync.onRead(learner, slice, epoch, isEstablished()));
        }
    }

    @Override
    public void onLogUnreadable(long link) {
        Learner learner = learners.find(link);
        if (learner != null) {
            // It is sent something else when it comes back.
            lose(learner, "the log that it needs cannot be read");
        }
    }

    /** Our own history must be on disk before the epoch is ours, like anybody's. */
    private void maybeSaveCurrent() {
        if (step == Step.SYNCING && !savingCurrent && history.isDurable()) {
            savingCurrent = true;
            context.promises().save(epoch, epoch);
        }
    }

    @Override
    public void onEpochsSaved() {
        if (step == Step.PROMISING) {
            enter(Step.INVITING);
            for (Learner learner : learners.all()) {
                if (learner.step == Learner.Step.GREETED) {
                    invite(learner);
                }
            }
            maybeSynchronise();
        } else if (step == Step.SYNCING && savingCurrent) {
            selfSynced = true;
            maybeEstablish();
        }
    }

    /** A learner has the whole history on disk. */
    void onSynced(Learner learner) {
        learner.step = Learner.Step.SYNCED;
        learner.onSynced(turn.nowMs());
        sync.onSynced(learner);
        if (isEstablished()) {
            activate(learner);
        } else {
            maybeEstablish();
        }
    }

    private void maybeEstablish() {
        if (step != Step.SYNCING || !roster.quorum().isQuorum(this::hasSynced)) {
            return;
        }
        enter(Step.ESTABLISHED);
        long begin = Zxid.of(epoch, 0);
        history.applyUpTo(startZxid, this::onDecidedBefore);
        history.beginEpoch(begin);
        disks.startFrom(begin);
        succession.onEstablished();
        context.sessions().startOver(false);
        Primary established = new Primary(
                turn,
                history,
                context.sessions(),
                context.leaderSettings().writes(),
                succession,
                Zxid.of(epoch, config.counterMax()),
                disks,
                this,
                this::onApplied);
        primary = established;
        cleaner = new ContainerCleaner(
                turn,
                history.tree(),
                established::propose,
                context.leaderSettings().containers());
        pulse.start(established);
        turn.outbox().report(new Report.Leading(epoch));
        for (Learner learner : learners.all()) {
            if (learner.step == Learner.Step.SYNCED) {
                activate(learner);
            }
        }
        established.adoptSessions();
        context.establishment().serve(this, epoch, config.self(), config.leaderServes());
    }

    private boolean hasSynced(long server) {
        if (server == config.self()) {
            return selfSynced;
        }
        Learner learner = learners.voter(server);
        return learner != null && learner.isSynced();
    }

    private void activate(Learner learner) {
        learner.step = Learner.Step.ACTIVE;
        writer.send(learner, PacketType.UP_TO_DATE, -1);
        turn.outbox().report(new Report.LearnerActive(learner.server));
    }

    private void enter(Step next) {
        step = next;
        stepSinceMs = turn.nowMs();
    }

    @Override
    public void onDrained(long link) {
        Learner learner = learners.find(link);
        if (learner == null) {
            return;
        }
        learner.heardMs = turn.nowMs();
        loseUnless(learner, sync.goOn(learner, epoch, isEstablished()));
    }

    @Override
    public void onLogDurable(long zxid) {
        maybeSaveCurrent();
        if (isEstablished() && decides()) {
            primary().onDurable(config.self(), zxid);
        }
    }

    /** Once another one was appointed, it decides what is undecided. */
    private boolean decides() {
        return succession.heir().isEmpty();
    }

    /** A learner has everything up to here on disk. */
    void onAcknowledged(Learner learner, long zxid) {
        learner.onAcknowledged(zxid);
        if (isEstablished() && !learner.observer && decides()) {
            primary().onDurable(learner.server, zxid);
        }
    }

    @Override
    public void onProposed(Proposal proposal) {
        turn.stats().add(Count.PROPOSED);
        if (proposal.isReconfig()) {
            succession.onProposed();
        }
        announcements.propose(proposal);
    }

    @Override
    public void onCommitted(Proposal proposal) {
        turn.stats().add(Count.COMMITTED);
        turn.stats().add(Measure.QUORUM_ACK, turn.wallMs() - proposal.header().timeMs());
        if (proposal.isReconfig()) {
            onReconfigured(proposal);
        } else {
            announcements.add(proposal);
        }
    }

    private void onReconfigured(Proposal proposal) {
        long leader;
        try {
            leader = succession.onDecided(Roster.proposedBy(proposal), proposal.zxid());
        } catch (MemberSyntaxException e) {
            throw new IllegalStateException("what this server has proposed itself", e);
        }
        announcements.addReconfig(proposal, leader);
        if (leader != config.self()) {
            turn.outbox().report(new Report.HandingOver(leader));
        }
    }

    @Override
    public void onCommitsDone() {
        announcements.send();
        pulse.answerSyncs();
    }

    @Override
    public void onEpochUsedUp() {
        context.ending().giveUp("the epoch has no zxid left");
    }

    /** What was undecided when the former leader went is decided by our quorum; somebody here may still wait for it. */
    private void onDecidedBefore(Proposal proposal, TxnResult result) {
        context.listener().onApplied(context.clients().originOf(proposal.header()), proposal, result);
    }

    private void onApplied(Proposal proposal, TxnResult result) {
        context.listener().onApplied(proposal.origin(), proposal, result);
    }

    /** A learner has answered the oldest ping. */
    void onPinged(Learner learner) {
        pulse.onPinged(learner);
    }

    /** A learner wants to have everything that anybody was told before. */
    void sync(Learner learner) {
        pulse.sync(learner, NO_CONNECTION);
    }

    @Override
    public void onMended() {
        throw new IllegalStateException("a leader does not change its own history");
    }

    @Override
    public void end() {
        turn.outbox().closeQuorumPort();
        for (Learner learner : learners.all()) {
            sync.stop(learner);
            turn.outbox().closePeer(learner.link);
        }
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        propose(request, sessionId, cxid, ids, connection, connection);
    }

    /** Proposes, unless nothing is proposed any more: then whoever waits is told by the next leader. */
    void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long origin, long owner) {
        if (!stopped) {
            primary().propose(request, sessionId, cxid, ids, origin, owner);
        }
    }

    @Override
    public void onLocalSessionExpired(long sessionId) {
        context.clients().endLocalSession(sessionId);
    }

    /** A session lives, and this is who speaks for it. */
    void own(long sessionId, int timeoutMs, long owner) {
        Session session = context.sessions().open(sessionId, timeoutMs, turn.nowMs());
        context.sessions().setOwner(session, owner);
    }

    /** Takes over a session for somebody if it lives. */
    boolean takeOver(long sessionId, int timeoutMs, long owner) {
        Session session = context.sessions().get(sessionId);
        boolean valid = session != null && !session.isClosing() && !session.isLocal();
        if (valid) {
            own(sessionId, timeoutMs, owner);
        }
        return valid;
    }

    @Override
    public void sync(long sessionId, int cxid, long connection) {
        pulse.sync(null, connection);
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        boolean valid = takeOver(sessionId, timeoutMs, connection);
        context.clients().onRevalidated(connection, sessionId, valid);
    }

    @Override
    public long bytesOnTheWay() {
        return history.bytesPending();
    }
}
