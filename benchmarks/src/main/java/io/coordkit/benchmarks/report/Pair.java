package io.coordkit.benchmarks.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same measurement on both backends, one right after the other. */
public record Pair<T>(T candidate, T baseline) {
    /** Candidate to baseline within each pair, and its spread over them. */
    static <T> Spread ratio(List<Pair<T>> pairs, ToDoubleFunction<T> figure) {
        return Spread.of(pairs.stream()
                .map(pair -> figure.applyAsDouble(pair.candidate()) / figure.applyAsDouble(pair.baseline()))
                .toList());
    }
}
