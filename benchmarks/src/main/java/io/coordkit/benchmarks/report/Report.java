package io.coordkit.benchmarks.report;

import java.util.List;

/**
 * The answer of one run.
 *
 * @param startedAt ISO-8601, UTC
 * @param candidate the server above the line in each ratio
 * @param baseline the server below it
 */
public record Report(
        String startedAt,
        Machine machine,
        String candidate,
        String baseline,
        Conditions conditions,
        List<ScenarioResult> scenarios) {

    /**
     * What the run was told to do, but for the scenarios.
     *
     * @param warmUpSeconds on each fresh server, pipelined, not measured
     * @param settleSeconds before each window in the scenario's own shape, not measured
     */
    public record Conditions(
            int pairs,
            double secondsPerWindow,
            double warmUpSeconds,
            double settleSeconds,
            int znodes,
            int valueBytes,
            List<String> serverJvmArguments) {}
}
