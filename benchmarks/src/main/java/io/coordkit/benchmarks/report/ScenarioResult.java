package io.coordkit.benchmarks.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All pairs of one scenario and their ratios, candidate to baseline.
 *
 * @param cpuPerOperation the main figure: it does not depend on what the load costs; below 1 the candidate is cheaper.
 *     NaN when a window was so short that the system accounted no time (steps of 10 ms) for either server
 * @param throughput above 1 the candidate is faster
 * @param latencyP50 below 1 the candidate is faster
 */
public record ScenarioResult(
        String scenario,
        int connections,
        int window,
        List<Pair> pairs,
        Spread cpuPerOperation,
        Spread throughput,
        Spread latencyP50,
        Spread latencyP99) {

    /** Computes the ratios within each pair and then their spread. */
    public static ScenarioResult of(String scenario, int connections, int window, List<Pair> pairs) {
        return new ScenarioResult(
                scenario,
                connections,
                window,
                List.copyOf(pairs),
                ratio(pairs, Sample::serverCpuMicrosPerOperation),
                ratio(pairs, Sample::operationsPerSecond),
                ratio(pairs, Sample::latencyP50Micros),
                ratio(pairs, Sample::latencyP99Micros));
    }

    private static Spread ratio(List<Pair> pairs, ToDoubleFunction<Sample> figure) {
        return Spread.of(pairs.stream()
                .map(pair -> figure.applyAsDouble(pair.candidate()) / figure.applyAsDouble(pair.baseline()))
                .toList());
    }
}
