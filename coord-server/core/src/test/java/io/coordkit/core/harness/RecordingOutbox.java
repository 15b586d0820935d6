package io.coordkit.core.harness;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Report;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.tree.DataTree;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps every effect of a replica, copied, in the order in which it came. */
public class RecordingOutbox implements Outbox {
    private final List<Long> waitingForDrain = new ArrayList<>();
    private final Map<Long, List<byte[]>> frames = new LinkedHashMap<>();
    private final Set<Long> closed = new LinkedHashSet<>();
    private final Map<Long, Boolean> reading = new LinkedHashMap<>();
    private final List<LogEntry> log = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final List<byte[]> snapshots = new ArrayList<>();
    private final ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    private long snapshotZxid = -1;
    private int rolls;
    private Optional<DataTree> installing = Optional.empty();

    /** What was appended to the log. */
    public record LogEntry(long zxid, byte[] payload) {}

    @Override
    public void send(long connection, byte[] frame, int offset, int length) {
        if (closed.contains(connection)) {
            throw new AssertionError("sent to connection " + connection + " after closing it");
        }
        byte[] copy = Arrays.copyOfRange(frame, offset, offset + length);
        frames.computeIfAbsent(connection, id -> new ArrayList<>()).add(copy);
    }

    @Override
    public void close(long connection) {
        closed.add(connection);
    }

    @Override
    public void setReading(long connection, boolean wanted) {
        reading.put(connection, wanted);
    }

    @Override
    public void reportDrained(long connection) {
        waitingForDrain.add(connection);
    }

    /** Connections of which the replica wants to know when everything sent has left. */
    public List<Long> waitingForDrain() {
        return waitingForDrain;
    }

    @Override
    public void appendLog(long zxid, byte[] payload, int offset, int length) {
        log.add(new LogEntry(zxid, Arrays.copyOfRange(payload, offset, offset + length)));
    }

    @Override
    public void rollLog() {
        rolls++;
    }

    @Override
    public void startSnapshot(long zxid) {
        snapshotZxid = zxid;
        snapshot.reset();
    }

    @Override
    public void writeSnapshot(byte[] chunk, int offset, int length) {
        snapshot.write(chunk, offset, length);
    }

    @Override
    public void finishSnapshot() {
        snapshots.add(snapshot.toByteArray());
    }

    @Override
    public void saveEpochs(long accepted, long current) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void saveMemberships(Memberships memberships) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void become(Memberships memberships) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void truncateLog(long zxid, boolean reload) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void installSnapshot(DataTree tree) {
        installing = Optional.of(tree);
    }

    @Override
    public void searchLog(long link, long after, long upTo) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void readLog(long link) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void closeLog(long link) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void dropSnapshot() {
        snapshot.reset();
    }

    @Override
    public void vote(long server, byte[] message) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void openQuorumPort(long reign) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void closeQuorumPort() {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void openObserverPort() {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void closeObserverPort() {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void dialMaster(long server) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void dial(long server) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void sendPeer(long link, byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void reportPeerDrained(long link) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void setPeerReading(long link, boolean reading) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void closePeer(long link) {
        throw new UnsupportedOperationException("a standalone server does not");
    }

    @Override
    public void report(Report fact) {
        reports.add(fact);
    }

    /** Takes the frames sent to a connection since the last call. */
    public List<byte[]> take(long connection) {
        List<byte[]> taken = frames.remove(connection);
        return taken == null ? List.of() : taken;
    }

    /** Whether the connection was told to close. */
    public boolean isClosed(long connection) {
        return closed.contains(connection);
    }

    /** Whether requests are taken from the connection. */
    public boolean isReading(long connection) {
        return reading.getOrDefault(connection, true);
    }

    /** Everything appended so far. */
    public List<LogEntry> log() {
        return log;
    }

    /** Everything reported so far. */
    public List<Report> reports() {
        return reports;
    }

    /** Finished snapshots. */
    public List<byte[]> snapshots() {
        return snapshots;
    }

    /** The zxid of the snapshot that was started last, −1 before the first. */
    public long snapshotZxid() {
        return snapshotZxid;
    }

    /** The tree that was to take the place of everything on disk last. */
    public Optional<DataTree> installing() {
        return installing;
    }

    /** How often a new log file was asked for. */
    public int rolls() {
        return rolls;
    }
}
