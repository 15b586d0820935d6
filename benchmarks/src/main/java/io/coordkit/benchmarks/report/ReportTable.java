package io.coordkit.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A report for people: per scenario the medians of both servers and the ratios with their spread. */
public final class ReportTable {
    private static final String ROW = "  %-9s %18s %18s %18s %18s %6s %6s%n";

    private final Report report;

    public ReportTable(Report report) {
        this.report = report;
    }

    /** The whole text, ending with a line break. */
    public String render() {
        StringBuilder text = new StringBuilder();
        head(text);
        for (ScenarioResult result : report.scenarios()) {
            scenario(text, result);
        }
        line(
                text,
                "%nServers: medians. ratio: %s/%s within each pair, median (min..max).%n"
                        + "CPU is user + system time of the server process. load and others are the cores that the load%n"
                        + "generator and the rest of the machine used: with load near 1.00, throughput and latency are%n"
                        + "limited by it (CPU per operation is not); with others well above 0, measure again.%n",
                report.candidate(),
                report.baseline());
        return text.toString();
    }

    private void head(StringBuilder text) {
        Machine machine = report.machine();
        Report.Conditions conditions = report.conditions();
        line(text, "%s against %s, %s%n", report.candidate(), report.baseline(), report.startedAt());
        line(
                text,
                "%s, %d cores, %d MB, %s, %s, load average %s%n%s%n",
                machine.cpu(),
                machine.cores(),
                machine.memoryMegabytes(),
                machine.kernel(),
                machine.fileSystem(),
                machine.loadAverage(),
                machine.jvm());
        line(
                text,
                "%d pairs, %.1f s each after %.1f s warm-up and %.1f s settling, %d znodes of %d bytes, servers with %s%n",
                conditions.pairs(),
                conditions.secondsPerWindow(),
                conditions.warmUpSeconds(),
                conditions.settleSeconds(),
                conditions.znodes(),
                conditions.valueBytes(),
                String.join(" ", conditions.serverJvmArguments()));
    }

    private void scenario(StringBuilder text, ScenarioResult result) {
        line(
                text,
                "%n%s, %d x %d unanswered, %d pairs%n",
                result.scenario(),
                result.connections(),
                result.window(),
                result.pairs().size());
        line(text, ROW, "", "CPU us/op", "ops/s", "p50 us", "p99 us", "load", "others");
        server(text, report.candidate(), result.pairs(), Pair::candidate);
        server(text, report.baseline(), result.pairs(), Pair::baseline);
        line(
                text,
                ROW,
                "ratio",
                ratio(result.cpuPerOperation()),
                ratio(result.throughput()),
                ratio(result.latencyP50()),
                ratio(result.latencyP99()),
                "",
                "");
    }

    private static void server(StringBuilder text, String name, List<Pair> pairs, Function<Pair, Sample> side) {
        List<Sample> samples = pairs.stream().map(side).toList();
        line(
                text,
                ROW,
                name,
                median(samples, Sample::serverCpuMicrosPerOperation, "%.1f"),
                median(samples, Sample::operationsPerSecond, "%.0f"),
                median(samples, Sample::latencyP50Micros, "%.0f"),
                median(samples, Sample::latencyP99Micros, "%.0f"),
                median(samples, Sample::loadCpuCores, "%.2f"),
                median(samples, Sample::otherCpuCores, "%.2f"));
    }

    private static String median(List<Sample> samples, ToDoubleFunction<Sample> figure, String format) {
        Spread spread = Spread.of(samples.stream().map(figure::applyAsDouble).toList());
        return String.format(Locale.ROOT, format, spread.median());
    }

    private static String ratio(Spread spread) {
        return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", spread.median(), spread.min(), spread.max());
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments));
    }
}
