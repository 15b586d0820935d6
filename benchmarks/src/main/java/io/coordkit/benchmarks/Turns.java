package io.coordkit.benchmarks;

import java.util.List;

/** Who is measured first: neither side always, because the machine is not the same later. */
public final class Turns {
    private Turns() {}

    /**
     * Both sides, in the order of one alternation.
     *
     * @param pair counts alternations from 1
     */
    public static <T> List<T> of(int pair, T ours, T theirs) {
        return pair % 2 == 1 ? List.of(ours, theirs) : List.of(theirs, ours);
    }
}
