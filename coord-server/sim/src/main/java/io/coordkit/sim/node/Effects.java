package io.coordkit.sim.node;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Report;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.tree.DataTree;
import io.coordkit.sim.check.Witness;
import io.coordkit.sim.net.PeerNetwork;
import io.coordkit.sim.net.SimConnection;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Takes the effects of a batch of steps, shows them to the checkers at once, and carries them out when the batch ends. */
final class Effects implements Outbox {
    private static final int LENGTH_BYTES = 4;

    private final Witness witness;
    private final Map<Long, SimConnection> connections;
    private final SimNode node;
    private final PeerNetwork peers;
    private final SimLog log;
    private final SimSnapshots snapshots;
    private final ArrayDeque<Runnable> pending = new ArrayDeque<>();
    private final LongConsumer drained;
    private long snapshotZxid;

    /** @param drained told of a connection once what was sent to it has left the server */
    Effects(
            SimNode node,
            PeerNetwork peers,
            Witness witness,
            Map<Long, SimConnection> connections,
            SimLog log,
            SimSnapshots snapshots,
            LongConsumer drained) {
        this.node = node;
        this.peers = peers;
        this.witness = witness;
        this.connections = connections;
        this.log = log;
        this.snapshots = snapshots;
        this.drained = drained;
    }

    /** The next effect to be carried out, or null when there is none left. */
    @Nullable
    Runnable poll() {
        return pending.pollFirst();
    }

    @Override
    public void send(long connection, byte[] frame, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(frame, offset + LENGTH_BYTES, offset + length);
        witness.sent(connection, copy);
        SimConnection to = connections.get(connection);
        if (to != null) {
            pending.addLast(() -> to.sendToClient(copy));
        }
    }

    @Override
    public void close(long connection) {
        witness.closed(connection);
        SimConnection closed = connections.remove(connection);
        if (closed != null) {
            pending.addLast(closed::closeByServer);
        }
    }

    @Override
    public void setReading(long connection, boolean reading) {
        SimConnection of = connections.get(connection);
        if (of != null) {
            of.setServerReading(reading);
        }
    }

    @Override
    public void reportDrained(long connection) {
        pending.addLast(() -> drained.accept(connection));
    }

    @Override
    public void appendLog(long zxid, byte[] payload, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(payload, offset, offset + length);
        witness.appended(zxid, copy);
        log.add(zxid, copy, 0, length);
    }

    @Override
    public void rollLog() {
        log.roll();
    }

    @Override
    public void startSnapshot(long zxid) {
        snapshotZxid = zxid;
        snapshots.start(zxid);
    }

    @Override
    public void writeSnapshot(byte[] chunk, int offset, int length) {
        snapshots.write(chunk, offset, length);
    }

    @Override
    public void finishSnapshot() {
        snapshots.finish(snapshotZxid);
    }

    @Override
    public void saveEpochs(long accepted, long current) {
        log.saveEpochs(accepted, current);
    }

    @Override
    public void saveMemberships(Memberships memberships) {
        node.membershipsKnown(memberships);
        log.saveMemberships(memberships);
    }

    @Override
    public void become(Memberships memberships) {
        // Everybody can reach everybody here.
    }

    @Override
    public void truncateLog(long zxid, boolean reload) {
        log.truncate(zxid, reload);
    }

    @Override
    public void installSnapshot(DataTree tree) {
        log.install(tree);
    }

    @Override
    public void searchLog(long link, long after, long upTo) {
        snapshots.searchLog(link, after, upTo);
    }

    @Override
    public void readLog(long link) {
        snapshots.readLog(link);
    }

    @Override
    public void closeLog(long link) {
        snapshots.closeLog(link);
    }

    @Override
    public void dropSnapshot() {
        snapshots.drop();
    }

    @Override
    public void vote(long server, byte[] message) {
        pending.addLast(() -> peers.vote(node.id(), server, message));
    }

    @Override
    public void openQuorumPort(long reign) {
        pending.addLast(() -> node.openQuorumPort(reign));
    }

    @Override
    public void closeQuorumPort() {
        pending.addLast(() -> peers.close(node.id()));
    }

    @Override
    public void openObserverPort() {
        pending.addLast(() -> peers.openForObservers(node.id()));
    }

    @Override
    public void closeObserverPort() {
        pending.addLast(() -> peers.closeForObservers(node.id()));
    }

    @Override
    public void dialMaster(long server) {
        pending.addLast(() -> peers.dialMaster(node.id(), server));
    }

    @Override
    public void dial(long server) {
        pending.addLast(() -> peers.dial(node.id(), server));
    }

    @Override
    public void sendPeer(long link, byte[] bytes, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        PromiseChecker.check(node, copy);
        pending.addLast(() -> peers.send(node.id(), link, copy));
    }

    @Override
    public void reportPeerDrained(long link) {
        pending.addLast(() -> peers.reportDrained(node.id(), link));
    }

    @Override
    public void setPeerReading(long link, boolean reading) {
        // What is on its way in a simulation is small.
    }

    @Override
    public void closePeer(long link) {
        node.forgetLink(link);
        pending.addLast(() -> peers.close(node.id(), link));
    }

    @Override
    public void report(Report fact) {
        node.reported(fact);
    }
}
