package io.coordkit.core.quorum;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * How far each server has come, and how far a quorum has: with the durability of a log, where who acknowledges a zxid has
 * everything before it, or with any other count that only grows. Not thread-safe.
 */
public final class AckLedger {
    private QuorumVerifier quorum;
    private long[] servers;
    private long[] reached;
    private final LongPredicate hasCandidate;
    private long candidate;
    private long quorumUpTo;

    /**
     * A ledger without acknowledgements.
     *
     * @param from what a quorum has reached from the start
     */
    public AckLedger(QuorumVerifier quorum, long from) {
        this.quorum = quorum;
        this.servers = quorum.voters();
        this.reached = new long[servers.length];
        Arrays.fill(reached, Long.MIN_VALUE);
        this.quorumUpTo = from;
        this.hasCandidate = server -> reached[indexOf(server)] >= candidate;
    }

    /**
     * A server has come as far as {@code value}.
     *
     * @return how far a quorum has come; never goes back
     */
    public long acknowledge(long server, long value) {
        int index = indexOf(server);
        if (index >= 0 && value > reached[index]) {
            reached[index] = value;
            if (value > quorumUpTo) {
                quorumUpTo = Math.max(quorumUpTo, newestOfQuorum());
            }
        }
        return quorumUpTo;
    }

    /** A quorum has reached this from the start. */
    public void startFrom(long value) {
        quorumUpTo = Math.max(quorumUpTo, value);
    }

    /**
     * From now on other servers count, or other sets of them. What a quorum had reached stays, and those who counted before keep
     * what they had reached.
     */
    public void become(QuorumVerifier other) {
        long[] next = other.voters();
        long[] kept = new long[next.length];
        for (int i = 0; i < next.length; i++) {
            kept[i] = reachedBy(next[i]);
        }
        quorum = other;
        servers = next;
        reached = kept;
        quorumUpTo = Math.max(quorumUpTo, newestOfQuorum());
    }

    /** How far a server has come; {@link Long#MIN_VALUE} for one that has not said so or does not count. */
    public long reachedBy(long server) {
        int index = indexOf(server);
        return index < 0 ? Long.MIN_VALUE : reached[index];
    }

    /** What a server has acknowledged may be gone by now; what a quorum had reached with it stays. */
    public void forget(long server) {
        int index = indexOf(server);
        if (index >= 0) {
            reached[index] = Long.MIN_VALUE;
        }
    }

    /** How far a quorum has come. */
    public long quorumUpTo() {
        return quorumUpTo;
    }

    /** The largest value that so many servers have reached that they are a quorum; voters are few. */
    private long newestOfQuorum() {
        long newest = Long.MIN_VALUE;
        for (long value : reached) {
            candidate = value;
            if (value > newest && value > quorumUpTo && quorum.isQuorum(hasCandidate)) {
                newest = value;
            }
        }
        return newest;
    }

    private int indexOf(long server) {
        return Arrays.binarySearch(servers, server);
    }
}
