package io.coordkit.sim;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Report;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.tree.DataTree;

/** An outbox that does what the real one does, for bugs to be planted in. */
class DelegatingOutbox implements Outbox {
    private final Outbox real;

    DelegatingOutbox(Outbox real) {
        this.real = real;
    }

    @Override
    public void send(long connection, byte[] frame, int offset, int length) {
        real.send(connection, frame, offset, length);
    }

    @Override
    public void close(long connection) {
        real.close(connection);
    }

    @Override
    public void setReading(long connection, boolean reading) {
        real.setReading(connection, reading);
    }

    @Override
    public void reportDrained(long connection) {
        real.reportDrained(connection);
    }

    @Override
    public void appendLog(long zxid, byte[] payload, int offset, int length) {
        real.appendLog(zxid, payload, offset, length);
    }

    @Override
    public void rollLog() {
        real.rollLog();
    }

    @Override
    public void startSnapshot(long zxid) {
        real.startSnapshot(zxid);
    }

    @Override
    public void writeSnapshot(byte[] chunk, int offset, int length) {
        real.writeSnapshot(chunk, offset, length);
    }

    @Override
    public void finishSnapshot() {
        real.finishSnapshot();
    }

    @Override
    public void saveEpochs(long accepted, long current) {
        real.saveEpochs(accepted, current);
    }

    @Override
    public void saveMemberships(Memberships memberships) {
        real.saveMemberships(memberships);
    }

    @Override
    public void become(Memberships memberships) {
        real.become(memberships);
    }

    @Override
    public void truncateLog(long zxid, boolean reload) {
        real.truncateLog(zxid, reload);
    }

    @Override
    public void installSnapshot(DataTree tree) {
        real.installSnapshot(tree);
    }

    @Override
    public void searchLog(long link, long after, long upTo) {
        real.searchLog(link, after, upTo);
    }

    @Override
    public void readLog(long link) {
        real.readLog(link);
    }

    @Override
    public void closeLog(long link) {
        real.closeLog(link);
    }

    @Override
    public void dropSnapshot() {
        real.dropSnapshot();
    }

    @Override
    public void vote(long server, byte[] message) {
        real.vote(server, message);
    }

    @Override
    public void openQuorumPort(long reign) {
        real.openQuorumPort(reign);
    }

    @Override
    public void closeQuorumPort() {
        real.closeQuorumPort();
    }

    @Override
    public void openObserverPort() {
        real.openObserverPort();
    }

    @Override
    public void closeObserverPort() {
        real.closeObserverPort();
    }

    @Override
    public void dialMaster(long server) {
        real.dialMaster(server);
    }

    @Override
    public void dial(long server) {
        real.dial(server);
    }

    @Override
    public void sendPeer(long link, byte[] bytes, int offset, int length) {
        real.sendPeer(link, bytes, offset, length);
    }

    @Override
    public void reportPeerDrained(long link) {
        real.reportPeerDrained(link);
    }

    @Override
    public void setPeerReading(long link, boolean reading) {
        real.setPeerReading(link, reading);
    }

    @Override
    public void closePeer(long link) {
        real.closePeer(link);
    }

    @Override
    public void report(Report fact) {
        real.report(fact);
    }
}
