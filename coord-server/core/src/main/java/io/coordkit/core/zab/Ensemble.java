package io.coordkit.core.zab;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.broadcast.Restoration;
import io.coordkit.core.broadcast.WriteSettings;
import io.coordkit.core.client.ClientFront;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.election.Election;
import io.coordkit.core.election.Notification;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One server among others: it looks for a leader, and then leads or learns until that ends ({@code QuorumPeer} of the
 * reference).
 *
 * <pre>
 * looking  --elected-------------------> leading   (DISCOVERY, SYNCHRONISATION, BROADCAST)
 * looking  --somebody else elected-----> learning  (the same)
 * leading  --no quorum, epoch used up--> looking
 * learning --leader lost---------------> looking
 * leading  --reconfigured, another heir-> learning  (once the others have gone there)
 * learning --another leader or role------> leading or learning
 * any      --disk being mended---------> looking as soon as it is
 * </pre>
 *
 * <p>A role that ends in the middle of a step only says so; it ends with the step, so that nothing is pulled away from under
 * whoever is running.
 */
public final class Ensemble implements Upstream {
    private static final long PAUSE_MS_MIN = 10;
    private static final long PAUSE_MS_MAX = 500;

    private final Turn turn;
    private final EnsembleConfig config;
    private final History history;
    private final SessionTable sessions;
    private final Supplier<ClientFront> clients;
    private final AppliedListener listener;
    private final LeaderSettings leaderSettings;
    private final Election election;
    private final Roster roster;
    private final PeerWriter writer;
    private final Outage outage;
    private final Restoration restoration;

    private long acceptedEpoch;
    private long currentEpoch;
    private int savesUnderWay;
    private @Nullable Role role;
    private @Nullable Upstream way;
    private Optional<String> doomed = Optional.empty();

    /** Who leads next, as the former leader has decided; nothing when that must be found out. */
    private OptionalLong appointed = OptionalLong.empty();

    private boolean mending;

    /** Roles that ended before they led to anything, one after the other. */
    private int failures;

    /** How often this server has led, or has tried to. */
    private long reigns;

    /** Nobody can follow this server at present, so it lets others lead. */
    private boolean abstaining;

    /** When the next election may begin, in ms: whoever fails again and again must not do so as fast as it can. */
    private long restUntilMs = Long.MIN_VALUE;

    private boolean resting;

    /** There is no space for promises and proposals: who cannot keep any must neither lead nor vote. */
    private boolean diskFull;

    /** Until when clients are kept without a leader, in ms. */
    private long keptUntilMs;

    /** When reads are served although there is no leader, in ms. */
    private long readOnlyAtMs = Long.MAX_VALUE;

    /** The newest epoch to which somebody who could not follow in ours had promised itself. */
    private long promisedElsewhere;

    /** The epoch in which clients were served last. */
    private long servedEpoch;

    /** Set when the log could not be cut: nothing but a whole tree helps. */
    private boolean needsTree;

    /**
     * What a leader needs besides what every member needs.
     *
     * @param writes how writes are judged
     * @param containers how empty containers are removed
     */
    public record LeaderSettings(WriteSettings writes, ContainerCleaner.Policy containers) {}

    /**
     * A member that has just started; call {@link #start}.
     *
     * @param epochs the promises on disk
     * @param clients the clients of this server
     * @param listener hears of what is applied while this server serves
     */
    public Ensemble(
            Turn turn,
            EnsembleConfig config,
            History history,
            HardStateFile.Epochs epochs,
            SessionTable sessions,
            LeaderSettings leaderSettings,
            Supplier<ClientFront> clients,
            AppliedListener listener) {
        this.turn = turn;
        this.config = config;
        this.history = history;
        this.sessions = sessions;
        this.clients = clients;
        this.listener = listener;
        this.leaderSettings = leaderSettings;
        this.acceptedEpoch = epochs.accepted();
        this.currentEpoch = epochs.current();
        this.writer = new PeerWriter(turn);
        this.outage = new Outage(turn);
        this.restoration = new Restoration(turn, history);
        this.election = new Election(
                config.self(), config.membership(), config.electionTimes(), (server, notification) -> turn.outbox()
                        .vote(server, notification.toBytes()));
        this.roster = new Roster(turn, config, history, election);
        history.beforeReconfig(this::onReconfigLogged);
    }

    /** Begins to look for a leader. */
    public void start() {
        clients.get().close();
        look("start");
    }

    /** When {@link #onTime} has something to do, in ms. */
    public long deadlineMs() {
        long next = Math.min(election.deadlineMs(), role == null ? Long.MAX_VALUE : role.deadlineMs());
        long ofClients =
                switch (clients.get().service()) {
                    case OPEN, UNWRITABLE -> Long.MAX_VALUE;
                    case SUSPENDED -> keptUntilMs;
                    case CLOSED -> mayServeReads() ? readOnlyAtMs : Long.MAX_VALUE;
                    case READ_ONLY -> sessions.nextExpiryMs();
                };
        return Math.min(next, Math.min(ofClients, resting ? restUntilMs : Long.MAX_VALUE));
    }

    /** What this server is. */
    public ServerStatus status() {
        boolean serving = clients.get().service() == ClientFront.Service.OPEN;
        if (role instanceof LeaderRole leader) {
            return status(leader.phase(), config.self(), leader.epoch(), serving);
        } else if (role instanceof LearnerRole learner) {
            return status(learner.phase(), learner.leader(), learner.epoch(), serving);
        }
        return status(Phase.ELECTION, ServerStatus.NO_LEADER, currentEpoch, serving);
    }

    /** Whom this server leads, if it does. */
    public Optional<LeaderView> leading() {
        return role instanceof LeaderRole leader ? leader.view() : Optional.empty();
    }

    private ServerStatus status(Phase phase, long leader, long epoch, boolean serving) {
        ServerState state = role == null ? ServerState.LOOKING : election.state();
        return new ServerStatus(
                state,
                phase,
                leader,
                epoch,
                acceptedEpoch,
                history.lastZxid(),
                history.tree().lastZxid(),
                serving,
                diskFull);
    }

    /** Time has passed. */
    public void onTime() {
        serveWithoutLeader();
        if (resting && turn.nowMs() >= restUntilMs) {
            resting = false;
            beginElection();
        } else if (isLooking()) {
            election.onTime(turn.nowMs());
        } else if (role != null) {
            role.onTime();
        }
        endStep();
    }

    /** An election message has come. */
    public void onVote(long server, Notification notification) {
        if (isLooking() && roster.learn(notification.config())) {
            beginElection();
        }
        if (!mending && !resting) {
            election.onNotification(server, notification, turn.nowMs());
        }
        if (role instanceof LeaderRole leader && wantsAnother(notification)) {
            leader.onDeserted(server, election::hasAnswered);
        }
        endStep();
    }

    /** Whether the sender looks for a leader again, or has changed its mind in the round in which it had chosen us. */
    private boolean wantsAnother(Notification notification) {
        long found = election.foundInRound();
        boolean changed = notification.round() == found && notification.vote().leader() != config.self();
        return notification.state() == ServerState.LOOKING && (notification.round() > found || changed);
    }

    /** Whether election messages get through. */
    public void onReachable(long server, boolean reachable) {
        election.onReachable(server, reachable);
        endStep();
    }

    /** Whether there is no space on the disk; until there is, the others have to go on without us. */
    public void setDiskFull(boolean full) {
        diskFull = full;
        if (full && role != null) {
            giveUp("the disk is full");
        } else if (full && !mending) {
            restWithoutVoice();
        } else if (!full && resting) {
            restUntilMs = turn.nowMs();
        }
        endStep();
    }

    /** A link to a leader is there. */
    public void onDialled(long server, long link) {
        if (role == null) {
            turn.outbox().closePeer(link);
        } else {
            role.onDialled(server, link);
        }
        endStep();
    }

    /** A server that was dialled does not answer. */
    public void onUnreachable(long server) {
        if (role != null) {
            role.onUnreachable(server);
        }
        endStep();
    }

    /** Learners can come. */
    public void onQuorumPortOpen(long reign) {
        if (role instanceof LeaderRole leader && reign == reigns) {
            leader.onQuorumPortOpen();
        }
        endStep();
    }

    /** Nobody can follow. */
    public void onQuorumPortRefused(long reign, String reason) {
        if (role instanceof LeaderRole && reign == reigns) {
            abstaining = true;
            giveUp("the quorum port cannot be had: " + reason);
        }
        endStep();
    }

    /** Somebody wants to learn from us. */
    public void onLearnerConnected(long link) {
        if (role != null) {
            role.onLearnerConnected(link);
        } else {
            turn.outbox().closePeer(link);
        }
        endStep();
    }

    /** A packet has come. */
    public void onPacket(long link, QuorumPacket packet) {
        if (role != null && doomed.isEmpty()) {
            role.onPacket(link, packet);
        }
        endStep();
    }

    /** More of a tree has come. */
    public void onProgress(long link) {
        if (role != null) {
            role.onProgress(link);
        }
    }

    /** A tree has come. */
    public void onTree(long link, DataTree tree) {
        if (role != null && doomed.isEmpty()) {
            role.onTree(link, tree);
        }
        endStep();
    }

    /** What had been sent on a link has left. */
    public void onDrained(long link) {
        if (role != null && doomed.isEmpty()) {
            role.onDrained(link);
        }
        endStep();
    }

    /** The log files were searched for a learner. */
    public void onLogSearched(long link, long base) {
        if (role instanceof LeaderRole leader && doomed.isEmpty()) {
            leader.onLogSearched(link, base);
        }
        endStep();
    }

    /** Some of what was found in the log files has been read. */
    public void onLogRead(long link, LogSlice slice) {
        if (role instanceof LeaderRole leader && doomed.isEmpty()) {
            leader.onLogRead(link, slice);
        }
        endStep();
    }

    /** What was found in the log files is lost. */
    public void onLogUnreadable(long link) {
        if (role instanceof LeaderRole leader && doomed.isEmpty()) {
            leader.onLogUnreadable(link);
        }
        endStep();
    }

    /** A link has ended. */
    public void onGone(long link, String reason) {
        if (role != null) {
            role.onGone(link, reason);
        }
        endStep();
    }

    /** The log is on disk up to here. */
    public void onLogDurable(long zxid) {
        history.onLogDurable(zxid);
        if (role != null) {
            role.onLogDurable(zxid);
        }
        endStep();
    }

    /** Promises are on disk. */
    public void onEpochsSaved() {
        savesUnderWay--;
        if (role != null && savesUnderWay == 0) {
            role.onEpochsSaved();
        }
        endStep();
    }

    /** The log was cut. */
    public void onLogTruncated(Optional<StateRecovery.Recovered> reloaded) {
        history.onTruncated(reloaded);
        mended();
    }

    /** The log could not be cut: the next leader has to send everything. */
    public void onLogNotTruncated() {
        needsTree = true;
        history.onNotTruncated();
        if (role != null) {
            giveUp("the log cannot be cut so far back, the whole tree is needed");
        }
        mended();
    }

    /** A tree is on disk, and nothing else. */
    public void onSnapshotInstalled(DataTree tree) {
        if (restoration.isInstalling()) {
            if (role != null) {
                look("the state was restored");
            }
            restoration.onInstalled();
        }
        needsTree = false;
        history.onInstalled(tree);
        mended();
    }

    /**
     * Replaces the state of the whole ensemble by this tree. Only the leader can, since it alone knows what is decided: it decides what
     * has begun and nothing more, takes the tree as what the next transaction of its epoch would have made, and leads anew. Whoever
     * follows the one with the newest history is sent the tree. If the leader fails before a quorum has it, the former history goes on,
     * as after any proposal that was not decided.
     */
    public void restore(DataTree tree) {
        if (!(role instanceof LeaderRole leader) || !leader.mayRestore() || mending || diskFull) {
            restoration.refuse(whyNotRestored());
        } else if (restoration.begin(tree)) {
            clients.get().close();
            leader.stopDeciding();
        }
        endStep();
    }

    private String whyNotRestored() {
        if (role instanceof LearnerRole learner) {
            return "server " + learner.leader() + " leads: give it the snapshot, and it restores the whole ensemble";
        }
        return diskFull ? "there is no space on the disk" : "this server has no quorum, or is about to lose it";
    }

    /** The tree may bring zxids of far later epochs; the next epoch is later still. */
    private void installRestored(LeaderRole leader) {
        long accepted = Math.max(acceptedEpoch, Zxid.epoch(restoration.zxid()));
        if (accepted > acceptedEpoch) {
            saveEpochs(accepted, currentEpoch);
        }
        mending = true;
        restoration.install(leader.primary().lastZxid() + 1);
    }

    private void mended() {
        mending = false;
        if (role == null) {
            rest();
        } else if (doomed.isEmpty()) {
            role.onMended();
        }
        endStep();
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        if (way != null) {
            way.propose(request, sessionId, cxid, ids, connection);
        }
    }

    @Override
    public void sync(long sessionId, int cxid, long connection) {
        if (way != null) {
            way.sync(sessionId, cxid, connection);
        }
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        if (way != null) {
            way.revalidate(sessionId, timeoutMs, connection);
        }
    }

    @Override
    public long bytesOnTheWay() {
        return way == null ? 0 : way.bytesOnTheWay();
    }

    Turn turn() {
        return turn;
    }

    EnsembleConfig config() {
        return config;
    }

    History history() {
        return history;
    }

    SessionTable sessions() {
        return sessions;
    }

    ClientFront clients() {
        return clients.get();
    }

    Roster roster() {
        return roster;
    }

    AppliedListener listener() {
        return listener;
    }

    LeaderSettings leaderSettings() {
        return leaderSettings;
    }

    PeerWriter writer() {
        return writer;
    }

    /** The newest epoch promised, on disk or on its way there. */
    long acceptedEpoch() {
        return acceptedEpoch;
    }

    /** The newest epoch synchronised with, on disk or on its way there. */
    long currentEpoch() {
        return currentEpoch;
    }

    /** The next epoch must be newer than this one, or somebody stays outside. */
    void beyond(long epoch) {
        promisedElsewhere = Math.max(promisedElsewhere, epoch);
    }

    /** The newest epoch to which others are known to have promised themselves. */
    long promisedElsewhere() {
        return promisedElsewhere;
    }

    /** Whether the next leader has to send its tree. */
    boolean needsTree() {
        return needsTree;
    }

    /** Makes promises; {@link Role#onEpochsSaved} tells when all are on disk. */
    void saveEpochs(long accepted, long current) {
        acceptedEpoch = accepted;
        currentEpoch = current;
        savesUnderWay++;
        turn.outbox().saveEpochs(accepted, current);
    }

    /** Whether promises are on their way to disk; {@link Role#onEpochsSaved} will tell when all are there. */
    boolean isSaving() {
        return savesUnderWay > 0;
    }

    /** The disk is being changed so that its history ends at {@code zxid}; no election before that is done. */
    void mendTo(long zxid) {
        mending = true;
        history.holdAt(zxid);
    }

    /** The role of this server is established in an epoch: clients are served, or sent away if {@code open} is false. */
    void serve(Upstream established, long epoch, boolean open) {
        way = established;
        failures = 0;
        boolean isNewEpoch = epoch != servedEpoch;
        servedEpoch = epoch;
        roster.publish();
        election.established(epoch);
        outage.onServing(role instanceof LeaderRole, election.state() == ServerState.OBSERVING);
        endRestoration();
        if (open) {
            // The former leader's epoch is over: what it has not decided by now it never will.
            clients.get().resume(isNewEpoch);
        } else {
            clients.get().close();
        }
    }

    private void endRestoration() {
        if (restoration.isInstalled() && role instanceof LeaderRole) {
            restoration.succeed();
        } else if (restoration.isInstalled()) {
            restoration.fail("another server leads by now, perhaps without the snapshot");
        }
    }

    /** The present role cannot go on; it ends with the step. */
    void giveUp(String reason) {
        if (doomed.isEmpty()) {
            doomed = Optional.of(reason);
        }
    }

    /** The present role ends with the step, because the members have changed; somebody is known to lead from now on. */
    void giveWayTo(long leader, String reason) {
        giveUp(reason);
        appointed = OptionalLong.of(leader);
    }

    /** The next membership is on disk before the transaction that proposes it. */
    private void onReconfigLogged(Proposal proposal) {
        try {
            roster.see(Roster.proposedBy(proposal));
        } catch (MemberSyntaxException e) {
            giveUp("a reconfiguration that cannot be read: " + e.getMessage());
        }
    }

    /** Whoever is not one of the above has had its turn: a role that cannot go on ends here. */
    public void endStep() {
        if (doomed.isPresent()) {
            String reason = doomed.get();
            doomed = Optional.empty();
            look(reason);
        } else if (role instanceof LeaderRole leader && restoration.isDrained()) {
            installRestored(leader);
        } else if (isLooking() && election.state() != ServerState.LOOKING) {
            takeRole();
        }
    }

    private boolean isLooking() {
        return role == null && !mending && !resting;
    }

    private boolean mayServeReads() {
        return isLooking() || role == null && diskFull && !mending;
    }

    private void look(String reason) {
        if (role != null) {
            role.end();
            role = null;
        }
        way = null;
        restoration.onRoleEnded();
        keepClients();
        if (config.readOnlyAfterMs() > 0) {
            readOnlyAtMs = Math.max(keptUntilMs, turn.nowMs()) + config.readOnlyAfterMs();
        }
        outage.onLooking();
        turn.outbox().report(new Report.Looking(reason));
        OptionalLong leader = appointed;
        appointed = OptionalLong.empty();
        if (mending) {
            history.forgetWaiting();
        } else if (leader.isPresent() && !diskFull) {
            election.appoint(leader.getAsLong(), history.lastZxid());
            takeRole();
        } else {
            rest();
        }
    }

    /** The first failure may be bad luck; further ones are followed by pauses, each twice as long as the one before. */
    private void rest() {
        failures++;
        long pauseMs = failures <= 2 ? 0 : Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN << Math.min(failures - 3, 10));
        if (abstaining) {
            abstaining = false;
            pauseMs = config.abstentionMs();
        }
        if (diskFull) {
            restWithoutVoice();
        } else if (pauseMs == 0) {
            beginElection();
        } else {
            resting = true;
            restUntilMs = turn.nowMs() + pauseMs;
        }
    }

    /** Until there is space nobody hears of us: whoever counted our vote would wait for us in vain. */
    private void restWithoutVoice() {
        resting = true;
        restUntilMs = Long.MAX_VALUE;
        election.pause();
    }

    /**
     * Clients stay through a short election: what they read is what this server showed them before. Not longer than a tick, though:
     * others may have a leader already, for whom their sessions are silent.
     */
    private void keepClients() {
        if (clients.get().service() == ClientFront.Service.OPEN) {
            clients.get().suspend();
            keptUntilMs = turn.nowMs() + config.tickMs();
        }
    }

    /** What clients get while there is no leader, as time goes by. */
    private void serveWithoutLeader() {
        ClientFront front = clients.get();
        switch (front.service()) {
            case OPEN, UNWRITABLE -> {}
            case SUSPENDED -> {
                if (turn.nowMs() >= keptUntilMs) {
                    front.close();
                }
            }
            case CLOSED -> {
                if (turn.nowMs() >= readOnlyAtMs && mayServeReads()) {
                    sessions.startOver(false);
                    way = new ReadOnly(front, sessions);
                    front.openReadOnly();
                    readOnlyAtMs = Long.MAX_VALUE;
                }
            }
            case READ_ONLY -> {
                sessions.onTime(turn.nowMs());
                sessions.expire(turn.nowMs(), front::endLocalSession);
            }
        }
    }

    private void beginElection() {
        election.look(history.lastZxid(), currentEpoch, turn.nowMs());
        if (election.state() != ServerState.LOOKING) {
            takeRole();
        }
    }

    private void takeRole() {
        outage.onElected();
        readOnlyAtMs = Long.MAX_VALUE;
        if (clients.get().service() == ClientFront.Service.READ_ONLY) {
            clients.get().close();
            way = null;
        }
        if (election.state() == ServerState.LEADING) {
            turn.outbox().report(new Report.Elected(election.round(), history.lastZxid()));
            LeaderRole leader = new LeaderRole(this);
            role = leader;
            leader.begin(++reigns);
        } else {
            LearnerRole learner = new LearnerRole(this, election.vote().leader());
            role = learner;
            learner.begin();
        }
        endStep();
    }
}
