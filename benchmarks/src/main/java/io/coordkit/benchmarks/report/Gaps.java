package io.coordkit.benchmarks.report;

import java.util.List;

/** The time without an acknowledged write at each kill of one ensemble's leader, in milliseconds. */
public record Gaps(List<Double> millis) {
    public Gaps {
        millis = List.copyOf(millis);
    }

    double medianMillis() {
        return Spread.of(millis).median();
    }
}
