package io.coordkit.benchmarks.report;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One scenario: the medians of both backends and the ratios with their spread. */
final class ScenarioTable {
    private static final String ROW = "  %-9s %18s %18s %18s %18s %18s %6s %6s%n";

    private final Report report;

    ScenarioTable(Report report) {
        this.report = report;
    }

    void add(Lines text, ScenarioResult result) {
        text.add(
                "%n%s, %s, %s, %d pairs%n",
                result.scenario(),
                report.conditions().describeServers(),
                result.demand().describe(),
                result.pairs().size());
        text.add(ROW, "", "CPU us/op", "ops/s", "p50 us", "p99 us", "p99.9 us", "load", "others");
        backend(text, report.candidate(), result.pairs(), Pair::candidate);
        backend(text, report.baseline(), result.pairs(), Pair::baseline);
        text.add(
                ROW,
                "ratio",
                Lines.ratio(result.cpuPerOperation()),
                Lines.ratio(result.throughput()),
                Lines.ratio(result.latencyP50()),
                Lines.ratio(result.latencyP99()),
                Lines.ratio(result.latencyP999()),
                "",
                "");
    }

    private static void backend(
            Lines text, String name, List<Pair<Sample>> pairs, Function<Pair<Sample>, Sample> side) {
        List<Sample> samples = pairs.stream().map(side).toList();
        text.add(
                ROW,
                name,
                median(samples, Sample::serverCpuMicrosPerOperation, "%.1f"),
                median(samples, Sample::operationsPerSecond, "%.0f"),
                median(samples, Sample::latencyP50Micros, "%.0f"),
                median(samples, Sample::latencyP99Micros, "%.0f"),
                median(samples, Sample::latencyP999Micros, "%.0f"),
                median(samples, Sample::loadCpuCores, "%.2f"),
                median(samples, Sample::otherCpuCores, "%.2f"));
    }

    private static String median(List<Sample> samples, ToDoubleFunction<Sample> figure, String format) {
        Spread spread = Spread.of(samples.stream().map(figure::applyAsDouble).toList());
        return Lines.format(format, spread.median());
    }
}
