package io.coordkit.server.runtime;

import io.coordkit.core.client.ConnectionView;
import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Report;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.tree.DataTree;
import io.coordkit.server.storage.LogScans;
import io.coordkit.server.storage.LogWriter;
import io.coordkit.server.storage.MembershipFiles;
import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Carries out what a replica asks for, a batch at a time: replies are gathered per socket and flushed once, transactions are
 * gathered into one batch for the log thread. Belongs to the replica's event loop.
 */
final class EffectRunner implements Outbox {
    private final LogWriter log;
    private final SnapshotThread snapshots;
    private final LogScans scans;
    private final PeerNetwork network;
    private final MembershipFiles memberships;
    private final LongObjectHashMap<Link> clients = new LongObjectHashMap<>();
    private final LongObjectHashMap<Link> peers = new LongObjectHashMap<>();
    private final List<Link> touched = new ArrayList<>();
    private final WantedSnapshots wantedSnapshots = new WantedSnapshots();
    private final AwaitedRestore awaitedRestore = new AwaitedRestore();
    private Runnable placeChanged = () -> {};
    private LongConsumer clientDrained = connection -> {};
    private LongConsumer peerDrained = link -> {};
    private LogBatch batch;
    private boolean rollPending;

    EffectRunner(
            LogWriter log, SnapshotThread snapshots, LogScans scans, PeerNetwork network, MembershipFiles memberships) {
        this.log = log;
        this.snapshots = snapshots;
        this.scans = scans;
        this.network = network;
        this.memberships = memberships;
        this.batch = log.takeBatch();
    }

    /** Where to tell, from any thread, that a client or a peer has taken what was sent to it. */
    void onDrained(LongConsumer ofClient, LongConsumer ofPeer) {
        clientDrained = ofClient;
        peerDrained = ofPeer;
    }

    /** What to do, on the loop and without delay, when the server's role or the membership is about to change. */
    void onPlaceChanged(Runnable action) {
        placeChanged = action;
    }

    void addClient(long connection, Link link) {
        clients.put(connection, link);
    }

    void removeClient(long connection) {
        clients.remove(connection);
    }

    /** The clients that are here, with their sockets. */
    List<ClientView> join(List<ConnectionView> connections) {
        List<ClientView> joined = new ArrayList<>(connections.size());
        for (ConnectionView connection : connections) {
            Link link = clients.get(connection.connection());
            if (link != null) {
                joined.add(new ClientView(connection, link.view()));
            }
        }
        return joined;
    }

    int unreadSockets() {
        int unread = 0;
        for (Link link : clients.values()) {
            unread += link.isReading() ? 0 : 1;
        }
        return unread;
    }

    /** Those who wait for a snapshot. */
    WantedSnapshots wantedSnapshots() {
        return wantedSnapshots;
    }

    /** Who waits for the end of a restore. */
    AwaitedRestore awaitedRestore() {
        return awaitedRestore;
    }

    void addPeer(long link, Link way) {
        peers.put(link, way);
    }

    /** Whether the link was there until now. */
    boolean removePeer(long link) {
        return peers.remove(link) != null;
    }

    /** Whether the link is there and the replica has not closed it. */
    boolean hasPeer(long link) {
        return peers.containsKey(link);
    }

    /** Ends a batch: everything gathered goes where it belongs. */
    void flush() {
        handOverLog();
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).flush();
        }
        touched.clear();
    }

    /** Ends a batch of a replica that has stopped: buffers are given back, and nobody hears of it. */
    void discard() {
        touched.forEach(Link::discard);
        touched.clear();
    }

    @Override
    public void send(long connection, byte[] frame, int offset, int length) {
        Link link = clients.get(connection);
        if (link != null && link.send(frame, offset, length)) {
            touched.add(link);
        }
    }

    @Override
    public void close(long connection) {
        Link link = clients.remove(connection);
        if (link != null) {
            link.closeAfterFlush();
        }
    }

    @Override
    public void setReading(long connection, boolean reading) {
        Link link = clients.get(connection);
        if (link != null) {
            link.setReading(reading);
        }
    }

    @Override
    public void reportDrained(long connection) {
        Link link = clients.get(connection);
        if (link != null && link.whenDrained(() -> clientDrained.accept(connection))) {
            touched.add(link);
        }
    }

    @Override
    public void appendLog(long zxid, byte[] payload, int offset, int length) {
        batch.add(zxid, payload, offset, length);
    }

    @Override
    public void rollLog() {
        rollPending = true;
    }

    @Override
    public void startSnapshot(long zxid) {
        wantedSnapshots.onStarted(zxid);
        snapshots.start(zxid);
    }

    @Override
    public void writeSnapshot(byte[] chunk, int offset, int length) {
        snapshots.write(chunk, offset, length);
    }

    @Override
    public void finishSnapshot() {
        snapshots.finish();
    }

    @Override
    public void searchLog(long link, long after, long upTo) {
        scans.search(link, after, upTo);
    }

    @Override
    public void readLog(long link) {
        scans.read(link);
    }

    @Override
    public void closeLog(long link) {
        scans.close(link);
    }

    @Override
    public void dropSnapshot() {
        wantedSnapshots.onDropped();
        snapshots.drop();
    }

    @Override
    public void saveEpochs(long accepted, long current) {
        handOverAll();
        log.saveEpochs(accepted, current);
    }

    @Override
    public void saveMemberships(Memberships now) {
        handOverAll();
        log.inTurn(() -> memberships.save(now));
    }

    @Override
    public void truncateLog(long zxid, boolean reload) {
        handOverAll();
        log.truncate(zxid, reload);
    }

    @Override
    public void installSnapshot(DataTree tree) {
        handOverAll();
        log.install(tree);
    }

    @Override
    public void vote(long server, byte[] message) {
        network.vote(server, message);
    }

    @Override
    public void become(Memberships now) {
        network.become(now);
    }

    @Override
    public void openQuorumPort(long reign) {
        network.openQuorumPort(reign);
    }

    @Override
    public void closeQuorumPort() {
        network.closeQuorumPort();
    }

    @Override
    public void openObserverPort() {
        network.openObserverPort();
    }

    @Override
    public void closeObserverPort() {
        network.closeObserverPort();
    }

    @Override
    public void dialMaster(long server) {
        network.dialMaster(server);
    }

    @Override
    public void dial(long server) {
        network.dial(server);
    }

    @Override
    public void sendPeer(long link, byte[] bytes, int offset, int length) {
        Link way = peers.get(link);
        if (way != null && way.send(bytes, offset, length)) {
            touched.add(way);
        }
    }

    @Override
    public void reportPeerDrained(long link) {
        Link way = peers.get(link);
        if (way != null && way.whenDrained(() -> peerDrained.accept(link))) {
            touched.add(way);
        }
    }

    @Override
    public void setPeerReading(long link, boolean reading) {
        Link way = peers.get(link);
        if (way != null) {
            way.setReading(reading);
        }
    }

    @Override
    public void closePeer(long link) {
        Link way = peers.remove(link);
        if (way != null) {
            way.closeAfterFlush();
        }
    }

    @Override
    public void report(Report fact) {
        ReportLog.write(fact);
        if (fact instanceof Report.Looking
                || fact instanceof Report.Leading
                || fact instanceof Report.Following
                || fact instanceof Report.Reconfigured) {
            placeChanged.run();
        } else if (fact instanceof Report.Restored || fact instanceof Report.NotRestored) {
            awaitedRestore.onEnd(fact);
        }
    }

    /** While the log thread has enough to do, the batch stays and grows: that is what makes a group of a commit. */
    private void handOverLog() {
        if (!batch.isEmpty() && log.offer(batch)) {
            batch = log.takeBatch();
        }
        rollIfDue();
    }

    /** What follows on the log thread must find everything appended before it, however much waits there. */
    private void handOverAll() {
        if (!batch.isEmpty()) {
            log.append(batch);
            batch = log.takeBatch();
        }
        rollIfDue();
    }

    private void rollIfDue() {
        if (rollPending && batch.isEmpty()) {
            rollPending = false;
            log.roll();
        }
    }
}
