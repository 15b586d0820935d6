package io.coordkit.core.zab;

import io.coordkit.core.broadcast.History;
import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.storage.RecentLog;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The committed transactions that a leader can send again, by their zxids, ascending.
 *
 * @param zxids without a gap within an epoch
 */
public record Backlog(long[] zxids) {
    /** Checks the order; the array must not be changed afterwards. */
    public Backlog {
        for (int i = 1; i < zxids.length; i++) {
            Invariant.check(zxids[i] > zxids[i - 1], "a backlog ascends");
        }
    }

    /**
     * What a leader has of its log in memory.
     *
     * @param established whether it is one for certain; before that what it has not applied counts, too
     */
    static Backlog of(History history, boolean established) {
        RecentLog recent = history.recent();
        LongStream.Builder zxids = LongStream.builder();
        recent.forEach((zxid, payload) -> zxids.add(zxid));
        if (!established) {
            history.forEach(pending -> zxids.add(pending.zxid()));
        }
        return new Backlog(zxids.build().toArray());
    }

    /**
     * The same if the log files have everything in between, too.
     *
     * @param base a zxid in the log files, after which nothing is missing
     * @param upTo where they were looked through to; what is in memory goes on from there
     */
    Backlog reachingBackTo(long base, long upTo) {
        LongStream known = LongStream.concat(LongStream.of(base, upTo), LongStream.of(zxids));
        return new Backlog(known.sorted().distinct().toArray());
    }

    /** Whether there is nothing to send. */
    public boolean isEmpty() {
        return zxids.length == 0;
    }

    /** The oldest zxid; there must be one. */
    public long first() {
        return zxids[0];
    }

    /** The newest zxid; there must be one. */
    public long last() {
        return zxids[zxids.length - 1];
    }

    /** Whether this zxid is one of them. */
    public boolean contains(long zxid) {
        return Arrays.binarySearch(zxids, zxid) >= 0;
    }

    /** The newest zxid below {@code zxid}, or {@code fallback} if there is none. */
    public long before(long zxid, long fallback) {
        int found = Arrays.binarySearch(zxids, zxid);
        int index = (found >= 0 ? found : -found - 1) - 1;
        return index < 0 ? fallback : zxids[index];
    }
}
