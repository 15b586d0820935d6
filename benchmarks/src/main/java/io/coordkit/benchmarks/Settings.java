package io.coordkit.benchmarks;

import io.coordkit.benchmarks.report.Report.Conditions;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Deployment;
import java.time.Duration;

/**
 * Everything that a run is told.
 *
 * @param candidate above the line in every ratio
 * @param baseline below it
 * @param kills of the leader of each ensemble, in a failover
 */
public record Settings(
        Backend candidate,
        Backend baseline,
        Selection selection,
        int pairs,
        int kills,
        Times times,
        Traffic traffic,
        Deployment deployment) {

    /** Checks the ranges. */
    public Settings {
        Limits.atLeast("pairs", 1, pairs);
        Limits.atLeast("kills", 1, kills);
    }

    Conditions conditions() {
        return new Conditions(
                deployment.servers(),
                pairs,
                seconds(times.measured()),
                seconds(times.warmUp()),
                seconds(times.settle()),
                traffic.znodes(),
                traffic.valueBytes(),
                deployment.jvmArguments());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
