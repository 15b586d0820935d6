package io.coordkit.benchmarks.report;

import java.util.List;

/**
 * The answer of one run.
 *
 * @param startedAt ISO-8601, UTC
 * @param candidate the backend above the line in each ratio
 * @param baseline the one below it
 * @param scenarios windows of time under a load
 * @param failovers what happened when the leader was killed
 */
public record Report(
        String startedAt,
        Machine machine,
        String candidate,
        String baseline,
        Conditions conditions,
        List<ScenarioResult> scenarios,
        List<FailoverResult> failovers) {

    /**
     * What the run was told to do, but for the scenarios.
     *
     * @param servers of each backend: 1 is standalone, more are an ensemble
     * @param warmUpSeconds on fresh servers, pipelined, not measured
     * @param settleSeconds before each window in the scenario's own shape, not measured
     */
    public record Conditions(
            int servers,
            int pairs,
            double secondsPerWindow,
            double warmUpSeconds,
            double settleSeconds,
            int znodes,
            int valueBytes,
            List<String> serverJvmArguments) {

        /** {@code 1 server} or {@code 3 servers}. */
        String describeServers() {
            return servers == 1 ? "1 server" : servers + " servers";
        }
    }
}
