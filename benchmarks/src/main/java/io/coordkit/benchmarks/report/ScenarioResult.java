package io.coordkit.benchmarks.report;

import java.util.List;

/**
 * All pairs of one scenario and their ratios, candidate to baseline.
 *
 * @param cpuPerOperation the main figure: it does not depend on what the load costs; below 1 the candidate is cheaper.
 *     NaN when a window was so short that the system accounted no time (steps of 10 ms) for either backend
 * @param throughput above 1 the candidate is faster
 * @param latencyP50 below 1 the candidate is faster
 */
public record ScenarioResult(
        String scenario,
        Demand demand,
        List<Pair<Sample>> pairs,
        Spread cpuPerOperation,
        Spread throughput,
        Spread latencyP50,
        Spread latencyP99,
        Spread latencyP999) {

    /** Computes the ratios within each pair and then their spread. */
    public static ScenarioResult of(String scenario, Demand demand, List<Pair<Sample>> pairs) {
        return new ScenarioResult(
                scenario,
                demand,
                List.copyOf(pairs),
                Pair.ratio(pairs, Sample::serverCpuMicrosPerOperation),
                Pair.ratio(pairs, Sample::operationsPerSecond),
                Pair.ratio(pairs, Sample::latencyP50Micros),
                Pair.ratio(pairs, Sample::latencyP99Micros),
                Pair.ratio(pairs, Sample::latencyP999Micros));
    }
}
