package io.coordkit.core.replica;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.StandaloneLeader;
import io.coordkit.core.client.ClientFront;
import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.OwnerKind;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.watch.WatchTable;

/**
 * One server as a deterministic machine: {@link #step} takes an input, changes plain state and says through the outbox what is
 * to be done. No IO, no clock, no thread, no randomness; the same inputs give the same effects. One thread owns it.
 */
public final class Replica implements Input.Handler {
    private static final long NANOS_PER_MS = 1_000_000;

    private final Turn turn;
    private final DataTree tree;
    private final SessionTable sessions;
    private final WatchTable watches = new WatchTable();
    private final StandaloneLeader leader;
    private final ClientFront clients;
    private final ContainerCleaner containers;
    private final Snapshotter snapshotter;

    /**
     * A standalone server.
     *
     * @param tree recovered from snapshot and log, or newborn; from now on the replica's alone
     * @param replayed transactions of the log that the newest snapshot lacks; they count towards the next one
     * @param start the time at which the server starts to serve; all recovered sessions live at least their timeout from here
     * @param outbox takes what must be done at once
     */
    public Replica(ReplicaConfig config, DataTree tree, long replayed, Input.Tick start, Outbox outbox) {
        this.tree = tree;
        this.turn = new Turn(outbox, Math.floorDiv(start.nowNanos(), NANOS_PER_MS), start.wallMs());
        this.sessions = new SessionTable(config.tickMs());
        AccessControl access = new AccessControl(config.digestAlgorithm(), config.superDigest(), config.skipAcl());
        this.leader = new StandaloneLeader(turn, tree, sessions, access, config.payloadBytesMax(), this::onCommitted);
        this.clients = new ClientFront(turn, tree, sessions, config.sessions(), access, watches, leader);
        this.containers = new ContainerCleaner(turn, tree, leader, config.containers());
        this.snapshotter = new Snapshotter(turn, tree, config.snapshotEvery(), config.snapshotChunkBytes(), replayed);
        tree.setListener(watches);
        adoptSessions();
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
        throw new UnsupportedOperationException("not yet");
    }

    /** Handles one input. Total, not re-entrant; effects go to {@code outbox}. */
    public void step(Input input, Outbox outbox) {
        turn.begin(outbox);
        input.deliverTo(this);
    }

    /** When a {@link Input.Tick} is needed next although nothing else happens, on the clock of the ticks. */
    public long nextDeadlineNanos() {
        long ms = Math.min(sessions.nextExpiryMs(), containers.nextCheckMs());
        return ms >= Long.MAX_VALUE / NANOS_PER_MS ? Long.MAX_VALUE : ms * NANOS_PER_MS;
    }

    /** The state that clients see; to be read between steps only. */
    public DataTree tree() {
        return tree;
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

    /** Transactions proposed and not applied yet. */
    public int outstanding() {
        return leader.outstanding();
    }

    @Override
    public void onTick(Input.Tick input) {
        turn.setTime(Math.floorDiv(input.nowNanos(), NANOS_PER_MS), input.wallMs());
        sessions.onTime(turn.nowMs());
        leader.expireSessions();
        containers.maybeClean();
    }

    @Override
    public void onClientConnected(Input.ClientConnected input) {
        clients.onConnected(input.connection(), input.address());
    }

    @Override
    public void onClientConnecting(Input.ClientConnecting input) {
        clients.onConnecting(input.connection(), input.request());
    }

    @Override
    public void onClientReceived(Input.ClientReceived input) {
        clients.onReceived(input.connection(), input.xid(), input.request());
    }

    @Override
    public void onClientDrained(Input.ClientDrained input) {
        clients.onDrained(input.connection());
    }

    @Override
    public void onClientGone(Input.ClientGone input) {
        clients.onGone(input.connection());
    }

    @Override
    public void onLogDurable(Input.LogDurable input) {
        leader.onLogDurable(input.zxid());
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
    public void onEpochsSaved(Input.EpochsSaved input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onLogTruncated(Input.LogTruncated input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onLogNotTruncated(Input.LogNotTruncated input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onSnapshotInstalled(Input.SnapshotInstalled input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onVoteReceived(Input.VoteReceived input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onReachable(Input.Reachable input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onLeaderDialled(Input.LeaderDialled input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onLeaderUnreachable(Input.LeaderUnreachable input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onLearnerConnected(Input.LearnerConnected input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onPeerReceived(Input.PeerReceived input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onPeerSnapshot(Input.PeerSnapshot input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onPeerDrained(Input.PeerDrained input) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void onPeerGone(Input.PeerGone input) {
        throw new UnsupportedOperationException("not yet");
    }

    private void onCommitted(long origin, TxnHeader header, Txn txn, TxnResult result) {
        clients.onCommitted(origin, header, txn, result);
        snapshotter.onApplied();
    }

    /**
     * Recovered sessions start anew. An ephemeral whose session is unknown is left over from a fuzzy snapshot; its session is
     * closed by a transaction, so that every server forgets it alike.
     */
    private void adoptSessions() {
        for (long sessionId : tree.sessionIds()) {
            Integer timeoutMs = tree.sessionTimeoutMs(sessionId);
            if (timeoutMs != null) {
                sessions.open(sessionId, timeoutMs, turn.nowMs());
            }
        }
        for (long owner : tree.ephemeralOwnerIds()) {
            // With extended types off a time to live reads like an owner, but it is nobody's session to close.
            if (tree.sessionTimeoutMs(owner) == null && !OwnerKind.isTimeToLive(owner)) {
                leader.closeSession(owner);
            }
        }
    }
}
