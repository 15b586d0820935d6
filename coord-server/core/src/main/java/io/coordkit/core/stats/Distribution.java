package io.coordkit.core.stats;

import java.util.Arrays;

/**
 * Values that are not negative, as their number, sum, extremes and quantiles. A quantile is right to a sixteenth of the value:
 * each power of two has sixteen buckets, which are made with the first value, so that what never happens costs nothing.
 */
public final class Distribution {
    private static final int SUB_BITS = 4;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;
    private static final long[] NONE = {};

    private long count;
    private long sum;
    private long min;
    private long max;
    private long[] buckets = NONE;

    /** One more value; a negative one, from a clock that was set back, counts as 0. */
    public void add(long measured) {
        long value = Math.max(0, measured);
        min = count == 0 ? value : Math.min(min, value);
        max = Math.max(max, value);
        count++;
        sum += value;
        int bucket = bucketOf(value);
        if (bucket >= buckets.length) {
            buckets = Arrays.copyOf(buckets, Math.max(bucket + 1, 8 * SUB_BUCKETS));
        }
        buckets[bucket]++;
    }

    /** How many values. */
    public long count() {
        return count;
    }

    /** Their sum. */
    public long sum() {
        return sum;
    }

    /** The smallest; 0 without any. */
    public long min() {
        return min;
    }

    /** The largest; 0 without any. */
    public long max() {
        return max;
    }

    /** Their mean, rounded to four decimals as the reference shows it; 0 without any. */
    public double average() {
        return count == 0 ? 0 : Math.round(sum * 10_000.0 / count) / 10_000.0;
    }

    /**
     * The value that a part of all does not exceed.
     *
     * @param part of all, between 0 and 1
     */
    public long quantile(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * count));
        long seen = 0;
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            seen += buckets[bucket];
            if (seen >= rank) {
                return Math.min(max, highestOf(bucket));
            }
        }
        return max;
    }

    /** Forgets which was the largest: as if none had been larger than the smallest ({@code AvgMinMaxCounter.resetMax}). */
    public void resetMax() {
        max = min;
    }

    /** Forgets all values. */
    public void reset() {
        count = 0;
        sum = 0;
        min = 0;
        max = 0;
        buckets = NONE;
    }

    private static int bucketOf(long value) {
        if (value < SUB_BUCKETS) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (shift << SUB_BITS) + (int) (value >>> shift);
    }

    private static long highestOf(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return bucket;
        }
        int shift = (bucket >> SUB_BITS) - 1;
        long first = (long) (bucket - (shift << SUB_BITS)) << shift;
        return first + (1L << shift) - 1;
    }
}
