package io.coordkit.benchmarks.load;

/**
 * Counts of nanoseconds in buckets that are at most 1/128 of their value wide, so a percentile is at most 0.8 % too
 * high. Used by one thread.
 */
public final class LatencyHistogram {
    private static final int SUB_BUCKET_BITS = 7;
    private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
    private static final int BUCKETS = (Long.SIZE - SUB_BUCKET_BITS) * SUB_BUCKETS;

    private final long[] counts = new long[BUCKETS];
    private long total;
    private long max;

    /** Counts one value; a negative one counts as 0. */
    public void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucketOf(value)]++;
        total++;
        max = Math.max(max, value);
    }

    public long total() {
        return total;
    }

    public long maxNanos() {
        return max;
    }

    /**
     * The smallest value that is not exceeded by the given share of the values, to the width of a bucket.
     *
     * @param share in (0, 1]
     * @return 0 when nothing was counted
     */
    public long percentileNanos(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " is not in (0, 1]");
        }
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return Math.min(max, highestOf(bucket));
            }
        }
        return max;
    }

    /** Values below 2 * SUB_BUCKETS have a bucket each; above, each power of two is cut into SUB_BUCKETS. */
    private static int bucketOf(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - SUB_BUCKET_BITS - Long.numberOfLeadingZeros(value | 1));
        return (shift << SUB_BUCKET_BITS) + (int) (value >>> shift);
    }

    private static long highestOf(int bucket) {
        if (bucket < 2 * SUB_BUCKETS) {
            return bucket;
        }
        int shift = (bucket >>> SUB_BUCKET_BITS) - 1;
        long inShift = bucket - ((long) shift << SUB_BUCKET_BITS);
        return ((inShift + 1) << shift) - 1;
    }
}
