package io.coordkit.core.stats;

import io.coordkit.core.collection.LongMap;
import java.util.Arrays;

/**
 * What has happened on one server since it started, or since its operator wanted to count anew ({@code ServerStats} and {@code
 * ServerMetrics} of the reference). Belongs to the replica's thread, so that counting costs an addition.
 */
public final class ServerStats {
    /** What the reference counts for the Stat of an answer. */
    private static final int STAT_BYTES = 68;

    private final long[] counts = new long[Count.values().length];
    private final Distribution[] measures = new Distribution[Measure.values().length];
    private final Distribution latency = new Distribution();
    private final Sizes responses = new Sizes();
    private final Sizes proposals = new Sizes();
    private final PathSizes readSizes = new PathSizes();
    private final PathSizes writtenSizes = new PathSizes();
    private final PathSizes refusals = new PathSizes();
    private final LongMap<Distribution> acknowledgements = new LongMap<>();
    private long received;
    private long sent;
    private long plainLocal;
    private long plainRemote;
    private long authFailures;
    private int handshakes;
    private long slowForces;

    /** Nothing has happened. */
    public ServerStats() {
        for (int i = 0; i < measures.length; i++) {
            measures[i] = new Distribution();
        }
    }

    /** It happened once. */
    public void add(Count what) {
        counts[what.ordinal()]++;
    }

    /** It happened {@code times}, or with so many bytes. */
    public void add(Count what, long times) {
        counts[what.ordinal()] += times;
    }

    /** It happened, and this was measured. */
    public void add(Measure what, long value) {
        measures[what.ordinal()].add(value);
    }

    /** A client has sent a frame. */
    public void onReceived() {
        received++;
    }

    /** A client was sent an answer. */
    public void onReply(int bytes) {
        sent++;
        responses.add(bytes);
        add(Count.RESPONSE_BYTES, bytes);
    }

    /** A four-letter word was answered, which the reference counts among the frames sent. */
    public void onWordAnswered() {
        sent++;
    }

    /** A client was sent an event. */
    public void onEvent(int bytes) {
        sent++;
        responses.add(bytes);
        add(Count.WATCH_BYTES, bytes);
    }

    /** A client's request was answered after so many ms. */
    public void onAnswered(long ms, boolean update) {
        latency.add(ms);
        add(update ? Measure.UPDATE : Measure.READ, ms);
    }

    /** A client was told of a znode, and of so many bytes of its data or its children's names. */
    public void onRead(String path, long bytes) {
        readSizes.add(path, path.length() + bytes + STAT_BYTES);
    }

    /** A znode was written or deleted, with so many bytes of data. */
    public void onWritten(String path, long bytes) {
        writtenSizes.add(path, path.length() + bytes);
    }

    /** A hard limit on the subtree at {@code top} has refused a write. */
    public void onRefusedByQuota(String top) {
        refusals.add(top, 1);
    }

    /** Another server has acknowledged a proposal so many ms after it was sent. */
    public void onAcknowledged(long server, long ms) {
        Distribution latencies = acknowledgements.get(server);
        if (latencies == null) {
            latencies = new Distribution();
            acknowledgements.put(server, latencies);
        }
        latencies.add(ms);
    }

    /** A leader, or a server without others, has proposed a transaction. */
    public void onProposed(int bytes) {
        proposals.add(bytes);
    }

    /** A client has connected without TLS, from this machine or another. */
    public void onPlainConnection(boolean local) {
        plainLocal += local ? 1 : 0;
        plainRemote += local ? 0 : 1;
    }

    /** A client's handshake has failed, which is a failed proof of identity, too. */
    public void onHandshakeFailed() {
        add(Count.HANDSHAKE_FAILED);
        onAuthFailed();
    }

    /** A client has begun a TLS handshake. */
    public void onHandshakeBegun() {
        handshakes++;
    }

    /** A client's TLS handshake is done, or has failed. */
    public void onHandshakeEnded() {
        handshakes--;
    }

    /** How many clients are in a TLS handshake. */
    public int handshakes() {
        return handshakes;
    }

    /** A client could not prove who it is. */
    public void onAuthFailed() {
        authFailures++;
    }

    /** The log was forced to the disk; {@code slow} if it took longer than the operator wants to hear of. */
    public void onForced(long ms, int batches, boolean slow) {
        add(Measure.FORCE, ms);
        add(Measure.FORCE_OF_GROUP, ms);
        add(Measure.FORCED_BATCH, batches);
        slowForces += slow ? 1 : 0;
    }

    /** How often it has happened. */
    public long count(Count what) {
        return counts[what.ordinal()];
    }

    /** What was measured; to be read only. */
    public Distribution measured(Measure what) {
        return measures[what.ordinal()];
    }

    /** Frames from clients. */
    public long received() {
        return received;
    }

    /** Frames to clients. */
    public long sent() {
        return sent;
    }

    /** Clients that have connected without TLS from this machine; they survive {@link #reset}, as in the reference. */
    public long plainLocal() {
        return plainLocal;
    }

    /** Clients that have connected without TLS from another machine; they survive {@link #reset}, too. */
    public long plainRemote() {
        return plainRemote;
    }

    /** Failed proofs of identity; they survive {@link #reset}, too. */
    public long authFailures() {
        return authFailures;
    }

    /** Forces that took too long; they survive {@link #reset}, too. */
    public long slowForces() {
        return slowForces;
    }

    /** Milliseconds from request to answer, over all requests of clients; to be read only. */
    public Distribution latency() {
        return latency;
    }

    /** Bytes of the answers; to be read only. */
    public Sizes responses() {
        return responses;
    }

    /** Bytes of the transactions proposed; to be read only. */
    public Sizes proposals() {
        return proposals;
    }

    /** Bytes of what clients were told, by the first name of the path. */
    public PathSizes readSizes() {
        return readSizes;
    }

    /** Bytes of what was written here, by the first name of the path. */
    public PathSizes writtenSizes() {
        return writtenSizes;
    }

    /** A one for each write that a quota has refused, by the first name of the path. */
    public PathSizes refusals() {
        return refusals;
    }

    /** Milliseconds from a proposal to its acknowledgement, by the number of the server. */
    public LongMap<Distribution> acknowledgements() {
        return acknowledgements;
    }

    /**
     * Counting starts anew ({@code srst}), but for connections without TLS, failed proofs of identity and slow forces ({@code
     * ServerStats.reset} of the reference, which leaves them to its management beans).
     */
    public void reset() {
        Arrays.fill(counts, 0);
        for (Distribution measure : measures) {
            measure.reset();
        }
        latency.reset();
        responses.reset();
        proposals.reset();
        readSizes.reset();
        writtenSizes.reset();
        refusals.reset();
        acknowledgements.forEach(Distribution::reset);
        received = 0;
        sent = 0;
    }

    /**
     * Frames, latency and all that {@link #reset} keeps start anew ({@code resetStatistics} of the reference's management bean);
     * {@link Count}s and {@link Measure}s go on.
     */
    public void resetSummary() {
        received = 0;
        sent = 0;
        resetLatency();
        resetPlainConnections();
        resetAuthFailures();
        resetSlowForces();
    }

    /** {@link #latency} starts anew. */
    public void resetLatency() {
        latency.reset();
    }

    /** Only the largest {@link #latency} is forgotten. */
    public void resetMaxLatency() {
        latency.resetMax();
    }

    /** {@link #plainLocal} and {@link #plainRemote} start anew. */
    public void resetPlainConnections() {
        plainLocal = 0;
        plainRemote = 0;
    }

    /** {@link #authFailures} start anew. */
    public void resetAuthFailures() {
        authFailures = 0;
    }

    /** {@link #slowForces} start anew. */
    public void resetSlowForces() {
        slowForces = 0;
    }

    /** {@link #proposals} start anew. */
    public void resetProposals() {
        proposals.reset();
    }
}
