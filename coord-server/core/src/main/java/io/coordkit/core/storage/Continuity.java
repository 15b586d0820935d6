package io.coordkit.core.storage;

/**
 * Which zxid may follow which.
 *
 * <p>Apache ZooKeeper 3.9 replays past a missing log file in silence. Here the first record of a file, and the first one
 * after a snapshot, must be a successor: in one epoch counters rise by one, a new epoch starts at counter 0 or 1. This
 * also judges a torn record in an earlier file: the next file must go on where the torn one began, or in a new epoch
 * (the torn record was then never acknowledged, and its place was never taken).
 */
final class Continuity {
    private static final long COUNTER_MASK = 0xffff_ffffL;

    private Continuity() {}

    /** Whether {@code next} can come right after {@code last}; an equal zxid does occur in real logs. */
    static boolean isSuccessor(long last, long next) {
        if (next >>> 32 == last >>> 32) {
            return next == last || next == last + 1;
        }
        return next > last && (next & COUNTER_MASK) <= 1;
    }
}
