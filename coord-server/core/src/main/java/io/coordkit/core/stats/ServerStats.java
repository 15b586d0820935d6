package io.coordkit.core.stats;

import java.util.Arrays;

/**
 * What has happened on one server since it started, or since its operator wanted to count anew ({@code ServerStats} and {@code
 * ServerMetrics} of the reference). Belongs to the replica's thread, so that counting costs an addition.
 */
public final class ServerStats {
    private final long[] counts = new long[Count.values().length];
    private final Distribution[] measures = new Distribution[Measure.values().length];
    private final Distribution latency = new Distribution();
    private final Sizes responses = new Sizes();
    private final Sizes proposals = new Sizes();
    private long received;
    private long sent;
    private long authFailures;
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

    /** A leader, or a server without others, has proposed a transaction. */
    public void onProposed(int bytes) {
        proposals.add(bytes);
    }

    /** A client could not prove who it is. */
    public void onAuthFailed() {
        authFailures++;
    }

    /** The log was forced to the disk; {@code slow} if it took longer than the operator wants to hear of. */
    public void onForced(long ms, int batches, boolean slow) {
        add(Measure.FORCE, ms);
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

    /** Failed proofs of identity; they survive {@link #reset}, as in the reference. */
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

    /** Counting starts anew ({@code srst}). */
    public void reset() {
        Arrays.fill(counts, 0);
        for (Distribution measure : measures) {
            measure.reset();
        }
        latency.reset();
        responses.reset();
        proposals.reset();
        received = 0;
        sent = 0;
    }
}
