package io.coordkit.benchmarks.report;

import java.util.List;
import java.util.function.Function;

/**
 * All pairs of ensembles whose leaders were killed.
 *
 * @param demand of the writers, which wait for each answer before they write again
 * @param candidateMillis over all kills of all its ensembles
 * @param baselineMillis the same
 * @param gap ratio of the medians within each pair; below 1 the candidate writes again earlier
 */
public record FailoverResult(
        String scenario,
        Demand demand,
        List<Pair<Gaps>> pairs,
        Spread candidateMillis,
        Spread baselineMillis,
        Spread gap) {

    /** Computes the spreads. */
    public static FailoverResult of(String scenario, Demand demand, List<Pair<Gaps>> pairs) {
        return new FailoverResult(
                scenario,
                demand,
                List.copyOf(pairs),
                all(pairs, Pair::candidate),
                all(pairs, Pair::baseline),
                Pair.ratio(pairs, Gaps::medianMillis));
    }

    private static Spread all(List<Pair<Gaps>> pairs, Function<Pair<Gaps>, Gaps> side) {
        return Spread.of(pairs.stream()
                .flatMap(pair -> side.apply(pair).millis().stream())
                .toList());
    }
}
