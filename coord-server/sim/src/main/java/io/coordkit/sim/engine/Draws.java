package io.coordkit.sim.engine;

import java.util.TreeMap;

/**
 * Chance by key: the n-th draw of a stream and an id depends on the seed and on nothing else that was drawn. That is what lets
 * a failing plan be cut down: taking one action away does not reshuffle the rest.
 */
public final class Draws {
    private final long seed;
    private final TreeMap<Long, long[]> counters = new TreeMap<>();

    /** Draws of one run. */
    public Draws(long seed) {
        this.seed = seed;
    }

    /** A number between {@code low} and {@code high}, both included. */
    public long between(Stream stream, long id, long low, long high) {
        return low + Long.remainderUnsigned(next(stream, id), high - low + 1);
    }

    /** True {@code perMille} times in a thousand. */
    public boolean chance(Stream stream, long id, int perMille) {
        return between(stream, id, 0, 999) < perMille;
    }

    private long next(Stream stream, long id) {
        long[] counter = counters.computeIfAbsent(id * 64 + stream.ordinal(), key -> new long[1]);
        return mix(mix(seed, stream.ordinal() + 1), mix(id, counter[0]++));
    }

    /** A number that looks random and depends on both. */
    public static long mix(long a, long b) {
        long z = a * 0x9E3779B97F4A7C15L + b + 0x632BE59BD9B4E019L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
