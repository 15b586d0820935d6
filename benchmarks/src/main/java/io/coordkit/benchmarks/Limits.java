package io.coordkit.benchmarks;

/** Refuses what the command line must not say; the names are those of its options. */
public final class Limits {
    private Limits() {}

    /** Throws a {@link BenchmarkFailure} when the value is below. */
    public static void atLeast(String name, int least, int value) {
        if (value < least) {
            throw new BenchmarkFailure(name + " must be at least " + least + ", not " + value);
        }
    }

    /** Throws a {@link BenchmarkFailure} when the value is above. */
    public static void atMost(String name, int most, int value) {
        if (value > most) {
            throw new BenchmarkFailure(name + " must be at most " + most + ", not " + value);
        }
    }
}
