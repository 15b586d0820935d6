package io.coordkit.benchmarks;

import io.coordkit.benchmarks.report.Report.Conditions;
import io.coordkit.benchmarks.server.Backend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything that a run is told.
 *
 * @param candidate above the line in every ratio
 * @param baseline below it
 * @param warmUp for each fresh server, pipelined
 * @param settle before each window, in its own shape
 * @param window unanswered requests per connection when pipelined; Apache's server stops reading a connection when more
 *     than 1 000 requests wait in it, so connections times window should stay below
 * @param znodes how many znodes reads and sets choose from
 * @param directory where the servers' directories are made
 * @param jvmArguments for both servers
 */
public record Settings(
        Backend candidate,
        Backend baseline,
        List<Scenario> scenarios,
        int pairs,
        Duration measured,
        Duration warmUp,
        Duration settle,
        int connections,
        int window,
        int znodes,
        int valueBytes,
        Path directory,
        List<String> jvmArguments) {

    /** Checks the ranges. */
    public Settings {
        atLeast("pairs", 1, pairs);
        atLeast("connections", 1, connections);
        atLeast("window", 1, window);
        atLeast("znodes", 1, znodes);
        atLeast("value-bytes", 0, valueBytes);
        if (valueBytes > 1_000_000) {
            throw new BenchmarkFailure("value-bytes must be at most 1000000, which a server takes in one frame");
        }
        if (measured.isNegative() || measured.isZero() || warmUp.isNegative() || settle.isNegative()) {
            throw new BenchmarkFailure("times must not be negative, and the measured one not zero");
        }
        scenarios = List.copyOf(scenarios);
        jvmArguments = List.copyOf(jvmArguments);
    }

    Conditions conditions() {
        return new Conditions(
                pairs, seconds(measured), seconds(warmUp), seconds(settle), znodes, valueBytes, jvmArguments);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static void atLeast(String name, int least, int value) {
        if (value < least) {
            throw new BenchmarkFailure(name + " must be at least " + least + ", not " + value);
        }
    }
}
