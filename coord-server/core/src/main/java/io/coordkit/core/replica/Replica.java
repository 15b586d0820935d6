package io.coordkit.core.replica;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.broadcast.Standalone;
import io.coordkit.core.broadcast.WriteSettings;
import io.coordkit.core.client.ClientFront;
import io.coordkit.core.client.EagerAccess;
import io.coordkit.core.client.LocalSessionKeeper;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.watch.WatchTable;
import io.coordkit.core.zab.Ensemble;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.core.zab.LeaderView;
import io.coordkit.core.zab.ObserverView;
import io.coordkit.core.zab.Phase;
import io.coordkit.core.zab.ServerStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One server as a deterministic machine: {@link #step} takes an input, changes plain state and says through the outbox what is
 * to be done. No IO, no clock, no thread, no randomness; the same inputs give the same effects. One thread owns it.
 */
public final class Replica implements Input.Handler {
    private static final long NANOS_PER_MS = 1_000_000;

    private final Turn turn;
    private final History history;
    private final SessionTable sessions;
    private final WatchTable watches;
    private final ClientFront clients;
    private final Snapshotter snapshotter;
    private final @Nullable Standalone standalone;
    private final @Nullable ContainerCleaner containers;
    private final @Nullable Ensemble ensemble;

    /**
     * A standalone server.
     *
     * @param tree recovered from snapshot and log, or newborn; from now on the replica's alone
     * @param replayed transactions of the log that the newest snapshot lacks; they count towards the next one
     * @param start the time at which the server starts to serve; all recovered sessions live at least their timeout from here
     * @param outbox takes what must be done at once
     */
    public Replica(ReplicaConfig config, DataTree tree, long replayed, Input.Tick start, Outbox outbox) {
        this.turn = turnAt(start, outbox);
        this.watches = new WatchTable(turn.stats());
        this.history = History.standalone(turn, tree);
        this.sessions = new SessionTable(config.tickMs());
        AccessControl access = accessOf(config);
        Standalone leader = new Standalone(
                turn,
                history,
                sessions,
                writesOf(config, access),
                config.reconfigurable(),
                this::clients,
                (proposal, result) -> {
                    onApplied(proposal.origin(), proposal, result);
                });
        this.standalone = leader;
        this.ensemble = null;
        this.clients =
                new ClientFront(turn, tree, sessions, config.sessions(), config.clients(), access, watches, leader);
        this.containers = new ContainerCleaner(turn, tree, leader::proposeOwn, config.containers());
        this.snapshotter = snapshotterOf(config, replayed);
        history.beforeReplacement(this::beforeReplacement);
        tree.setListener(new WrittenSizes(turn.stats(), watches));
        leader.primary().adoptSessions();
    }

    private Replica(
            ReplicaConfig config,
            StateRecovery.Recovered recovered,
            Input.Tick start,
            Outbox outbox,
            Function<Replica, Ensemble> ensembleOf) {
        DataTree tree = recovered.tree();
        this.turn = turnAt(start, outbox);
        this.watches = new WatchTable(turn.stats());
        this.history = new History(turn, tree, recovered.recent());
        this.sessions = new SessionTable(config.tickMs());
        this.standalone = null;
        this.containers = null;
        Ensemble member = ensembleOf.apply(this);
        this.ensemble = member;
        this.clients = new ClientFront(
                turn,
                tree,
                sessions,
                config.sessions(),
                config.clients(),
                accessOf(config),
                watches,
                wayOf(config, member));
        this.snapshotter = snapshotterOf(config, recovered.replayed());
        history.beforeReplacement(this::beforeReplacement);
        tree.setListener(new WrittenSizes(turn.stats(), watches));
        member.start();
    }

    /**
     * A member of an ensemble.
     *
     * @param recovered from snapshot and log; from now on the replica's alone
     * @param epochs the promises on disk
     * @param start the time at which the server starts
     * @param outbox takes what must be done at once
     */
    public static Replica member(
            ReplicaConfig config,
            EnsembleConfig ensemble,
            StateRecovery.Recovered recovered,
            HardStateFile.Epochs epochs,
            Input.Tick start,
            Outbox outbox) {
        Ensemble.LeaderSettings leading =
                new Ensemble.LeaderSettings(writesOf(config, accessOf(config)), config.containers());
        return new Replica(
                config,
                recovered,
                start,
                outbox,
                replica -> new Ensemble(
                        replica.turn,
                        ensemble,
                        replica.history,
                        epochs,
                        replica.sessions,
                        leading,
                        replica::clients,
                        replica::onApplied));
    }

    private Upstream wayOf(ReplicaConfig config, Ensemble member) {
        LocalSessions policy = config.sessions().local();
        Upstream way = config.checks().accessEarly()
                ? new EagerAccess(member.service(), history.tree(), accessOf(config), this::clients)
                : member.service();
        return policy.enabled() ? new LocalSessionKeeper(way, sessions, this::clients, policy) : way;
    }

    /** Nobody can tell clients what is different in another tree. */
    private void beforeReplacement() {
        snapshotter.abandon();
        clients.close();
    }

    private static Turn turnAt(Input.Tick start, Outbox outbox) {
        return new Turn(outbox, Math.floorDiv(start.nowNanos(), NANOS_PER_MS), start.wallMs());
    }

    private static AccessControl accessOf(ReplicaConfig config) {
        return new AccessControl(config.auth());
    }

    private static WriteSettings writesOf(ReplicaConfig config, AccessControl access) {
        return new WriteSettings(access, config.sessions(), config.checks().quotas(), config.txns());
    }

    private Snapshotter snapshotterOf(ReplicaConfig config, long replayed) {
        return new Snapshotter(turn, history, config.snapshots(), replayed);
    }

    /** Handles one input. Total, not re-entrant; effects go to {@code outbox}. */
    public void step(Input input, Outbox outbox) {
        turn.begin(outbox);
        input.deliverTo(this);
    }

    /** When a {@link Input.Tick} is needed next although nothing else happens, on the clock of the ticks. */
    public long nextDeadlineNanos() {
        long ms = ensemble != null ? ensemble.deadlineMs() : standaloneDeadlineMs();
        return ms >= Long.MAX_VALUE / NANOS_PER_MS ? Long.MAX_VALUE : ms * NANOS_PER_MS;
    }

    private long standaloneDeadlineMs() {
        long expiry = standalone == null ? Long.MAX_VALUE : standalone.nextExpiryMs();
        return Math.min(expiry, containers == null ? Long.MAX_VALUE : containers.nextCheckMs());
    }

    /** What this server is at present; a standalone one leads itself in the epoch of its transactions. */
    public ServerStatus status() {
        if (ensemble != null) {
            return ensemble.status();
        }
        long last = history.lastZxid();
        boolean diskFull = standalone != null && standalone.isDiskFull();
        return new ServerStatus(
                ServerState.LEADING,
                Phase.BROADCAST,
                0,
                ServerStatus.NO_LEADER,
                last >>> 32,
                last >>> 32,
                last,
                last,
                true,
                diskFull);
    }

    /** Whom this server leads, if it is a leader among others. */
    public Optional<LeaderView> leading() {
        return ensemble == null ? Optional.empty() : ensemble.leading();
    }

    /** Who belongs to the ensemble, as far as this server knows; empty for a standalone one. */
    public Optional<Memberships> memberships() {
        return ensemble == null ? Optional.empty() : Optional.of(ensemble.memberships());
    }

    /** The observers that learn from this server; empty where none can come. */
    public Optional<List<ObserverView>> observers() {
        return ensemble == null ? Optional.empty() : ensemble.observers();
    }

    /** Counting of what passes between this server and its observers starts anew. */
    public void resetObserverTraffic() {
        if (ensemble != null) {
            ensemble.resetObserverTraffic();
        }
    }

    /** Whether this server is one among others. */
    public boolean isMember() {
        return ensemble != null;
    }

    /** The state that clients see; to be read between steps only. */
    public DataTree tree() {
        return history.tree();
    }

    /** The watches of this server; to be read between steps only. */
    public WatchTable watches() {
        return watches;
    }

    /** The sessions this server keeps; to be read between steps only. */
    public SessionTable sessions() {
        return sessions;
    }

    /** The connections of this server; to be read between steps only. */
    public ClientFront clients() {
        return clients;
    }

    /** What has happened so far; to be read, or reset, between steps only. */
    public ServerStats stats() {
        return turn.stats();
    }

    /** Transactions that are kept for learners that lag. */
    public int keptForLearners() {
        return history.recent().size();
    }

    /** Transactions proposed and not applied yet. */
    public int outstanding() {
        return history.pendingCount();
    }

    @Override
    public void onTick(Input.Tick input) {
        turn.setTime(Math.floorDiv(input.nowNanos(), NANOS_PER_MS), input.wallMs());
        if (ensemble != null) {
            ensemble.onTime();
        } else if (standalone != null && containers != null) {
            standalone.expireSessions();
            containers.maybeClean();
        }
    }

    @Override
    public void onClientConnected(Input.ClientConnected input) {
        clients.onConnected(input.connection(), input.address(), input.subject());
    }

    @Override
    public void onClientConnecting(Input.ClientConnecting input) {
        clients.onConnecting(input.connection(), input.request());
        endStep();
    }

    @Override
    public void onClientReceived(Input.ClientReceived input) {
        clients.onReceived(input.connection(), input.xid(), input.request(), input.bytes());
        endStep();
    }

    @Override
    public void onClientDrained(Input.ClientDrained input) {
        clients.onDrained(input.connection());
        endStep();
    }

    @Override
    public void onClientGone(Input.ClientGone input) {
        clients.onGone(input.connection());
    }

    @Override
    public void onLogDurable(Input.LogDurable input) {
        if (ensemble != null) {
            ensemble.onLogDurable(input.zxid());
        } else if (standalone != null) {
            standalone.onLogDurable(input.zxid());
        }
        snapshotter.onLogDurable();
    }

    @Override
    public void onSnapshotWanted(Input.SnapshotWanted input) {
        snapshotter.onWanted();
    }

    @Override
    public void onRestoreWanted(Input.RestoreWanted input) {
        if (ensemble != null) {
            ensemble.restore(input.tree());
        } else if (standalone != null) {
            standalone.restore(input.tree());
        }
    }

    @Override
    public void onTuned(Input.Tuned input) {
        clients.tune(input.tuning());
        endStep();
    }

    @Override
    public void onSnapshotStored(Input.SnapshotStored input) {
        snapshotter.onStored();
    }

    @Override
    public void onSnapshotDurable(Input.SnapshotDurable input) {
        snapshotter.onDurable(input.zxid());
    }

    @Override
    public void onSnapshotAbandoned(Input.SnapshotAbandoned input) {
        snapshotter.onAbandoned();
    }

    @Override
    public void onDiskFull(Input.DiskFull input) {
        setDiskFull(true);
    }

    @Override
    public void onDiskFree(Input.DiskFree input) {
        setDiskFull(false);
    }

    private void setDiskFull(boolean full) {
        if (ensemble != null) {
            ensemble.setDiskFull(full);
        } else if (standalone != null) {
            standalone.setDiskFull(full);
        }
    }

    @Override
    public void onLogSearched(Input.LogSearched input) {
        ensemble().onLogSearched(input.link(), input.base());
    }

    @Override
    public void onLogRead(Input.LogRead input) {
        ensemble().onLogRead(input.link(), input.slice());
    }

    @Override
    public void onLogUnreadable(Input.LogUnreadable input) {
        ensemble().onLogUnreadable(input.link());
    }

    @Override
    public void onEpochsSaved(Input.EpochsSaved input) {
        ensemble().onEpochsSaved();
    }

    @Override
    public void onLogTruncated(Input.LogTruncated input) {
        ensemble().onLogTruncated(input.reloaded());
    }

    @Override
    public void onLogNotTruncated(Input.LogNotTruncated input) {
        ensemble().onLogNotTruncated();
    }

    @Override
    public void onSnapshotInstalled(Input.SnapshotInstalled input) {
        if (standalone != null) {
            standalone.onSnapshotInstalled(input.tree());
        } else {
            ensemble().onSnapshotInstalled(input.tree());
        }
    }

    @Override
    public void onVoteReceived(Input.VoteReceived input) {
        ensemble().onVote(input.server(), input.notification());
    }

    @Override
    public void onReachable(Input.Reachable input) {
        ensemble().onReachable(input.server(), input.reachable());
    }

    @Override
    public void onLeaderDialled(Input.LeaderDialled input) {
        ensemble().onDialled(input.server(), input.link());
    }

    @Override
    public void onLeaderUnreachable(Input.LeaderUnreachable input) {
        ensemble().onUnreachable(input.server());
    }

    @Override
    public void onQuorumPortOpen(Input.QuorumPortOpen input) {
        ensemble().onQuorumPortOpen(input.reign());
    }

    @Override
    public void onQuorumPortRefused(Input.QuorumPortRefused input) {
        ensemble().onQuorumPortRefused(input.reign(), input.reason());
    }

    @Override
    public void onLearnerConnected(Input.LearnerConnected input) {
        ensemble().onLearnerConnected(input.link(), input.address());
    }

    @Override
    public void onPeerReceived(Input.PeerReceived input) {
        ensemble().onPacket(input.link(), input.packet());
    }

    @Override
    public void onPeerSnapshot(Input.PeerSnapshot input) {
        ensemble().onTree(input.link(), input.tree());
    }

    @Override
    public void onPeerProgress(Input.PeerProgress input) {
        ensemble().onProgress(input.link());
    }

    @Override
    public void onPeerDrained(Input.PeerDrained input) {
        ensemble().onDrained(input.link());
    }

    @Override
    public void onPeerGone(Input.PeerGone input) {
        ensemble().onGone(input.link(), input.reason());
    }

    private Ensemble ensemble() {
        if (ensemble == null) {
            throw new IllegalStateException("a standalone server has no peers");
        }
        return ensemble;
    }

    /** A client's request may have been one too many for an epoch. */
    private void endStep() {
        if (ensemble != null) {
            ensemble.endStep();
        }
    }

    private void onApplied(long origin, Proposal proposal, TxnResult result) {
        turn.stats().add(Measure.PROPAGATION, turn.wallMs() - proposal.header().timeMs());
        clients.onCommitted(origin, proposal.header(), proposal.txn(), result);
        snapshotter.onApplied(proposal.bytes());
    }
}
