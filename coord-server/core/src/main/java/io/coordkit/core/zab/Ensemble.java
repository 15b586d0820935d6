package io.coordkit.core.zab;

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
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.txn.Zxid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

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
public final class Ensemble {
    private final Turn turn;
    private final EnsembleConfig config;
    private final History history;
    private final Election election;
    private final Roster roster;
    private final Promises promises;
    private final Mending mending;
    private final Rest rest;
    private final ClientService service;
    private final Outage outage;
    private final Restoration restoration;
    private final Ending ending = new Ending();
    private final Role looking;
    private final RoleContext context;
    private Role role;

    /** How often this server has led, or has tried to. */
    private long reigns;

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
        this.promises = new Promises(turn, epochs);
        this.mending = new Mending(history);
        this.rest = new Rest(turn, config);
        this.service = new ClientService(turn, config, sessions, clients);
        this.outage = new Outage(turn);
        this.restoration = new Restoration(turn, history);
        this.election = new Election(
                config.self(), config.membership(), config.electionTimes(), (server, notification) -> turn.outbox()
                        .vote(server, notification.toBytes()));
        this.roster = new Roster(turn, config, history, election);
        this.looking = new Looking(turn);
        this.role = looking;
        this.context = new RoleContext(
                turn,
                config,
                history,
                sessions,
                clients,
                listener,
                leaderSettings,
                roster,
                new PeerWriter(turn),
                promises,
                mending,
                new MasterRotation(config, roster),
                new Spread(turn, config.self()),
                ending,
                this::serve);
        history.beforeReconfig(this::onReconfigLogged);
        history.afterForce(this::onForced);
    }

    /** By what way requests of clients are answered. */
    public Upstream service() {
        return service;
    }

    /** Begins to look for a leader. */
    public void start() {
        service.close();
        look("start");
    }

    /** When {@link #onTime} has something to do, in ms. */
    public long deadlineMs() {
        long ofRole = Math.min(election.deadlineMs(), role.deadlineMs());
        return Math.min(ofRole, Math.min(service.deadlineMs(mayServeReads()), rest.deadlineMs()));
    }

    /** What this server is. */
    public ServerStatus status() {
        if (role instanceof LeaderRole leader) {
            return status(leader.phase(), config.self(), ServerStatus.NO_LEADER, leader.epoch());
        } else if (role instanceof LearnerRole learner) {
            return status(learner.phase(), learner.leader(), learner.master(), learner.epoch());
        }
        return status(Phase.ELECTION, ServerStatus.NO_LEADER, ServerStatus.NO_LEADER, promises.current());
    }

    /** Who belongs to the ensemble, as far as this server knows. */
    public Memberships memberships() {
        return roster.memberships();
    }

    /** Whom this server leads, if it does. */
    public Optional<LeaderView> leading() {
        return role instanceof LeaderRole leader ? leader.view() : Optional.empty();
    }

    /** The observers that learn from this server; empty where none can come. */
    public Optional<List<ObserverView>> observers() {
        if (role instanceof LearnerRole learner) {
            return learner.observerMaster().observers();
        }
        return leading().map(LeaderView::observers);
    }

    /** Counting of what passes between this server and its observers starts anew. */
    public void resetObserverTraffic() {
        if (role instanceof LearnerRole learner) {
            learner.observerMaster().resetTraffic();
        } else if (role instanceof LeaderRole leader) {
            leader.resetTraffic();
        }
    }

    private ServerStatus status(Phase phase, long leader, long learnsFrom, long epoch) {
        return new ServerStatus(
                role == looking ? ServerState.LOOKING : election.state(),
                phase,
                leader,
                learnsFrom,
                epoch,
                promises.accepted(),
                history.lastZxid(),
                history.tree().lastZxid(),
                service.isOpen(),
                rest.isDiskFull());
    }

    /** Time has passed. */
    public void onTime() {
        service.onTime(mayServeReads());
        if (rest.end()) {
            beginElection();
        } else if (isLooking()) {
            election.onTime(turn.nowMs());
        } else {
            role.onTime();
        }
        endStep();
    }

    /** An election message has come. */
    public void onVote(long server, Notification notification) {
        if (isLooking() && roster.learn(notification.config())) {
            beginElection();
        }
        if (!mending.isUnderWay() && !rest.isResting()) {
            election.onNotification(server, notification, turn.nowMs());
        }
        if (role instanceof LeaderRole leader) {
            if (proposesItself(server, notification)) {
                leader.onCandidate(server, notification.vote().peerEpoch());
            }
            if (wantsAnother(notification)) {
                leader.onDeserted(server, election::hasAnswered);
            }
        }
        endStep();
    }

    private static boolean proposesItself(long server, Notification notification) {
        return notification.state() == ServerState.LOOKING
                && notification.vote().leader() == server;
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
        rest.setDiskFull(full);
        if (full && role != looking) {
            ending.giveUp("the disk is full");
        } else if (full && !mending.isUnderWay()) {
            rest.beginForLong();
            election.pause();
        }
        endStep();
    }

    /** A link to the server from which we learn is there. */
    public void onDialled(long server, long link) {
        role.onDialled(server, link);
        endStep();
    }

    /** A server that was dialled does not answer. */
    public void onUnreachable(long server) {
        role.onUnreachable(server);
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
            rest.abstain();
            ending.giveUp("the quorum port cannot be had: " + reason);
        }
        endStep();
    }

    /** Somebody wants to learn from us. */
    public void onLearnerConnected(long link, String address) {
        role.onLearnerConnected(link, address);
        endStep();
    }

    /** A packet has come. */
    public void onPacket(long link, QuorumPacket packet) {
        if (!ending.isNear()) {
            role.onPacket(link, packet);
        }
        endStep();
    }

    /** More of a tree has come. */
    public void onProgress(long link) {
        role.onProgress(link);
    }

    /** A tree has come. */
    public void onTree(long link, DataTree tree) {
        if (!ending.isNear()) {
            role.onTree(link, tree);
        }
        endStep();
    }

    /** What had been sent on a link has left. */
    public void onDrained(long link) {
        if (!ending.isNear()) {
            role.onDrained(link);
        }
        endStep();
    }

    /** The log files were searched for a learner. */
    public void onLogSearched(long link, long base) {
        if (!ending.isNear()) {
            role.onLogSearched(link, base);
        }
        endStep();
    }

    /** Some of what was found in the log files has been read. */
    public void onLogRead(long link, LogSlice slice) {
        if (!ending.isNear()) {
            role.onLogRead(link, slice);
        }
        endStep();
    }

    /** What was found in the log files is lost. */
    public void onLogUnreadable(long link) {
        if (!ending.isNear()) {
            role.onLogUnreadable(link);
        }
        endStep();
    }

    /** A link has ended. */
    public void onGone(long link, String reason) {
        role.onGone(link, reason);
        endStep();
    }

    /** The log is on disk up to here. */
    public void onLogDurable(long zxid) {
        history.onLogDurable(zxid);
        role.onLogDurable(zxid);
        endStep();
    }

    private void onForced(Proposal proposal) {
        if (!roster.isObserver()) {
            turn.stats()
                    .add(Measure.PROPOSAL_ACK, turn.wallMs() - proposal.header().timeMs());
        }
    }

    /** Promises are on disk. */
    public void onEpochsSaved() {
        promises.onSaved();
        if (!promises.areSaving()) {
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
        mending.setNeedsTree(true);
        history.onNotTruncated();
        if (role != looking) {
            ending.giveUp("the log cannot be cut so far back, the whole tree is needed");
        }
        mended();
    }

    /** A tree is on disk, and nothing else. */
    public void onSnapshotInstalled(DataTree tree) {
        if (restoration.isInstalling()) {
            if (role != looking) {
                look("the state was restored");
            }
            restoration.onInstalled();
        }
        mending.setNeedsTree(false);
        history.onInstalled(tree);
        mended();
    }

    private void mended() {
        mending.end();
        if (role == looking) {
            rest();
        } else if (!ending.isNear()) {
            role.onMended();
        }
        endStep();
    }

    /**
     * Replaces the state of the whole ensemble by this tree. Only the leader can, since it alone knows what is decided: it decides what
     * has begun and nothing more, takes the tree as what the next transaction of its epoch would have made, and leads anew. Whoever
     * follows the one with the newest history is sent the tree. If the leader fails before a quorum has it, the former history goes on,
     * as after any proposal that was not decided.
     */
    public void restore(DataTree tree) {
        boolean busy = mending.isUnderWay() || rest.isDiskFull();
        if (!(role instanceof LeaderRole leader) || !leader.mayRestore() || busy) {
            restoration.refuse(whyNotRestored());
        } else if (restoration.begin(tree)) {
            service.close();
            leader.stopDeciding();
        }
        endStep();
    }

    private String whyNotRestored() {
        if (role instanceof LearnerRole learner) {
            return "server " + learner.leader() + " leads: give it the snapshot, and it restores the whole ensemble";
        }
        return rest.isDiskFull()
                ? "there is no space on the disk"
                : "this server has no quorum, or is about to lose it";
    }

    /** The tree may bring zxids of far later epochs; the next epoch is later still. */
    private void installRestored(LeaderRole leader) {
        long accepted = Math.max(promises.accepted(), Zxid.epoch(restoration.zxid()));
        if (accepted > promises.accepted()) {
            promises.save(accepted, promises.current());
        }
        mending.begin();
        restoration.install(leader.primary().lastZxid() + 1);
    }

    private void endRestoration() {
        if (restoration.isInstalled() && role instanceof LeaderRole) {
            restoration.succeed();
        } else if (restoration.isInstalled()) {
            restoration.fail("another server leads by now, perhaps without the snapshot");
        }
    }

    /** The next membership is on disk before the transaction that proposes it. */
    private void onReconfigLogged(Proposal proposal) {
        try {
            roster.see(Roster.proposedBy(proposal));
        } catch (MemberSyntaxException e) {
            ending.giveUp("a reconfiguration that cannot be read: " + e.getMessage());
        }
    }

    /** The role of this server is established. */
    private void serve(Upstream established, long epoch, long by, boolean open) {
        rest.onEstablished();
        roster.publish();
        election.established(epoch);
        outage.onServing(role instanceof LeaderRole, election.state() == ServerState.OBSERVING);
        endRestoration();
        service.onEstablished(established, epoch, by, open);
    }

    /** Whoever is not one of the above has had its turn: a role that cannot go on ends here. */
    public void endStep() {
        Optional<String> reason = ending.take();
        if (reason.isPresent()) {
            look(reason.get());
        } else if (role instanceof LeaderRole leader && restoration.isDrained()) {
            installRestored(leader);
        } else if (isLooking() && election.state() != ServerState.LOOKING) {
            takeRole();
        }
    }

    private boolean isLooking() {
        return role == looking && !mending.isUnderWay() && !rest.isResting();
    }

    private boolean mayServeReads() {
        return isLooking() || role == looking && rest.isDiskFull() && !mending.isUnderWay();
    }

    private void look(String reason) {
        role.end();
        role = looking;
        restoration.onRoleEnded();
        service.onLooking();
        outage.onLooking();
        turn.outbox().report(new Report.Looking(reason));
        OptionalLong heir = ending.takeHeir();
        if (mending.isUnderWay()) {
            history.forgetWaiting();
        } else if (heir.isPresent() && !rest.isDiskFull()) {
            election.appoint(heir.getAsLong(), history.lastZxid());
            takeRole();
        } else {
            rest();
        }
    }

    /** Nobody hears of one who can keep no promise: whoever counted its vote would wait for it in vain. */
    private void rest() {
        boolean observed = election.state() == ServerState.OBSERVING;
        if (rest.begin(observed ? context.spread().next(config.roleTimes().lookWithinMs()) : 0)) {
            beginElection();
        } else if (rest.isDiskFull()) {
            election.pause();
        }
    }

    private void beginElection() {
        election.look(history.lastZxid(), promises.current(), turn.nowMs());
        if (election.state() != ServerState.LOOKING) {
            takeRole();
        }
    }

    private void takeRole() {
        outage.onElected();
        service.onElected();
        if (election.state() == ServerState.LEADING) {
            turn.outbox().report(new Report.Elected(election.round(), history.lastZxid()));
            LeaderRole leader = new LeaderRole(context);
            role = leader;
            leader.begin(++reigns);
        } else {
            LearnerRole learner = new LearnerRole(context, election.vote().leader());
            role = learner;
            learner.begin();
        }
    }
}
