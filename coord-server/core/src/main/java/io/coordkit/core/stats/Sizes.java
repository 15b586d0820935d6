package io.coordkit.core.stats;

/** The last, smallest and largest of many sizes in bytes ({@code BufferStats} of the reference). */
public final class Sizes {
    private static final long NONE = -1;

    private long last = NONE;
    private long min = NONE;
    private long max = NONE;

    /** One more. */
    public void add(long bytes) {
        last = bytes;
        min = min == NONE ? bytes : Math.min(min, bytes);
        max = Math.max(max, bytes);
    }

    /** The newest; −1 while there is none. */
    public long last() {
        return last;
    }

    /** The smallest; −1 while there is none. */
    public long min() {
        return min;
    }

    /** The largest; −1 while there is none. */
    public long max() {
        return max;
    }

    /** Forgets them all. */
    public void reset() {
        last = NONE;
        min = NONE;
        max = NONE;
    }
}
