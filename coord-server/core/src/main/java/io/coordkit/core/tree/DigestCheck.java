package io.coordkit.core.tree;

import io.coordkit.core.txn.LoggedTxn;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a tree is the one that others had: its digest is compared with those that transactions and snapshots carry ({@code
 * DataTree.compareDigest} and {@code compareSnapshotDigests} of the reference), and what differs is counted.
 *
 * <p>A tree from a fuzzy snapshot holds more than its zxid says, and its digest is nobody's until the log has caught up. A snapshot
 * says at its end how far that is: nothing is compared before. Where nobody says it (a tree that a leader has sent, a snapshot
 * without a digest), nothing is compared before the first digest that agrees; there the reference counts what is no mistake.
 */
public final class DigestCheck {
    private final ZxidDigest awaited;
    private State state;
    private long lastZxid;
    private long mismatches;
    private boolean suspected;
    private long suspectedSince;
    private OptionalLong differsSince = OptionalLong.empty();

    private enum State {
        /** The tree is that of its zxid. */
        WHOLE,

        /** It is after the awaited transaction. */
        AWAITING,

        /** Nobody knows. */
        UNSURE
    }

    private DigestCheck(State state, ZxidDigest awaited) {
        this.state = state;
        this.awaited = awaited;
    }

    /** For a tree that is exactly what its zxid says. */
    static DigestCheck whole() {
        return new DigestCheck(State.WHOLE, ZxidDigest.NONE);
    }

    /** For a tree that may hold more, nobody knows how much. */
    static DigestCheck unsure() {
        return new DigestCheck(State.UNSURE, ZxidDigest.NONE);
    }

    /**
     * For a tree from a snapshot.
     *
     * @param zxid where the snapshot began; the log is applied from there
     * @param said what it says of its end; an empty one is written by who had not applied anything yet, or did not know it either
     * @param digest of the tree as it was read
     */
    static DigestCheck ofSnapshot(long zxid, Optional<ZxidDigest> said, long digest) {
        ZxidDigest end = said.orElse(ZxidDigest.NONE);
        if (end.zxid() > zxid) {
            return new DigestCheck(State.AWAITING, end);
        }
        if (end.zxid() == 0 && zxid != 0) {
            return unsure();
        }
        // An older one is of before an epoch that began without a transaction: nothing was written meanwhile.
        DigestCheck check = whole();
        if (end.zxid() == zxid && zxid != 0) {
            check.compareSnapshot(end, digest);
        }
        return check;
    }

    /** Whether the tree's digest is that of its zxid, as far as is known. */
    public boolean isWhole() {
        return state == State.WHOLE;
    }

    /** Up to which transaction the log must go before the tree is whole; empty if it is, or if nobody knows. */
    public OptionalLong awaited() {
        return state == State.AWAITING ? OptionalLong.of(awaited.zxid()) : OptionalLong.empty();
    }

    /** How many digests were not the tree's. */
    public long mismatches() {
        return mismatches;
    }

    /**
     * Since which transaction the tree has been another one, if it has. A tree that differs does so after the next transaction, too;
     * a digest that differs alone is a mistake in the digest, as the reference makes one of a multi that both makes a child of the
     * root and writes the root's data. A snapshot's is taken of the tree itself, and has no such mistakes.
     */
    public OptionalLong differsSince() {
        return differsSince;
    }

    /** The last transaction that was applied; epochs begin without one. */
    long lastZxid() {
        return lastZxid;
    }

    /** A transaction has led to this digest. */
    void onApplied(LoggedTxn logged, long digest) {
        long zxid = logged.header().zxid();
        lastZxid = zxid;
        if (state == State.AWAITING && zxid >= awaited.zxid()) {
            if (zxid == awaited.zxid()) {
                state = State.WHOLE;
                compareSnapshot(awaited, digest);
            } else {
                state = State.UNSURE;
            }
        }
        if (logged.hasDigest()) {
            compare(zxid, logged.digest(), digest);
        }
    }

    private void compareSnapshot(ZxidDigest expected, long digest) {
        if (compare(expected.zxid(), expected.digest(), digest)) {
            noteDifference(expected.zxid());
        }
    }

    /** Whether the tree differs. */
    private boolean compare(long zxid, long expected, long digest) {
        boolean agrees = expected == digest;
        if (state == State.UNSURE && agrees) {
            state = State.WHOLE;
        }
        boolean differs = state == State.WHOLE && !agrees;
        if (differs) {
            mismatches++;
            if (suspected) {
                noteDifference(suspectedSince);
            } else {
                suspectedSince = zxid;
            }
        }
        suspected = differs;
        return differs;
    }

    private void noteDifference(long zxid) {
        if (differsSince.isEmpty()) {
            differsSince = OptionalLong.of(zxid);
        }
    }
}
