package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import java.util.List;

/** For each time, the largest zxid that some client had been told of as its own write's: whatever begins then is later. */
final class Frontier {

    private final long[] timesNanos;
    private final long[] zxids;

    /**
     * @param writes by the time of the answer
     */
    Frontier(List<Answered> writes) {
        timesNanos = writes.stream().mapToLong(Answered::completedNanos).toArray();
        zxids = new long[timesNanos.length];
        long largest = 0;
        for (int i = 0; i < zxids.length; i++) {
            largest = Math.max(largest, writes.get(i).answer().zxid());
            zxids[i] = largest;
        }
    }

    /** 0 when nothing had been answered before. */
    long before(long nanos) {
        int low = 0;
        int high = timesNanos.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timesNanos[middle] - nanos < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : zxids[low - 1];
    }
}
