package io.coordkit.benchmarks.report;

/** A report for people. */
public final class ReportTable {
    private final Report report;

    public ReportTable(Report report) {
        this.report = report;
    }

    /** The whole text, ending with a line break. */
    public String render() {
        Lines text = new Lines();
        head(text);
        report.scenarios().forEach(result -> new ScenarioTable(report).add(text, result));
        report.failovers().forEach(result -> new FailoverTable(report).add(text, result));
        text.add("%nratio: %s/%s within each pair, median (min..max).%n", report.candidate(), report.baseline());
        if (!report.scenarios().isEmpty()) {
            scenarioLegend(text);
        }
        if (!report.failovers().isEmpty()) {
            failoverLegend(text);
        }
        return text.toString();
    }

    private void head(Lines text) {
        Machine machine = report.machine();
        Report.Conditions conditions = report.conditions();
        text.add(
                "%s against %s, %s each, %s%n",
                report.candidate(), report.baseline(), conditions.describeServers(), report.startedAt());
        text.add(
                "%s, %d cores, %d MB, %s, %s, load average %s%n%s%n",
                machine.cpu(),
                machine.cores(),
                machine.memoryMegabytes(),
                machine.kernel(),
                machine.fileSystem(),
                machine.loadAverage(),
                machine.jvm());
        text.add(
                "%d pairs, %.1f s each after %.1f s warm-up and %.1f s settling, %d znodes of %d bytes, servers with %s%n",
                conditions.pairs(),
                conditions.secondsPerWindow(),
                conditions.warmUpSeconds(),
                conditions.settleSeconds(),
                conditions.znodes(),
                conditions.valueBytes(),
                String.join(" ", conditions.serverJvmArguments()));
    }

    private static void scenarioLegend(Lines text) {
        text.add("Backends: medians. CPU is user + system time of all server processes. load and others are the cores%n"
                + "that the load generator and the rest of the machine used: with load near 1.00, throughput and%n"
                + "latency are limited by it (CPU per operation is not); with others well above 0, measure again.%n");
    }

    private static void failoverLegend(Lines text) {
        text.add("failover: the longest time without any acknowledged write around a SIGKILL of the leader, over all%n"
                + "connections and kills; its ratio is that of the medians within each pair.%n");
    }
}
