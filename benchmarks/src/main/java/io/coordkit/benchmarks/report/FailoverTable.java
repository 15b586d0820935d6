package io.coordkit.benchmarks.report;

/** One failover: how long nobody's writes were acknowledged, for both backends, and the ratio. */
final class FailoverTable {
    private static final String ROW = "  %-9s %18s %18s %18s%n";

    private final Report report;

    FailoverTable(Report report) {
        this.report = report;
    }

    void add(Lines text, FailoverResult result) {
        text.add(
                "%n%s, %s, %s, %d pairs of %d kills%n",
                result.scenario(),
                report.conditions().describeServers(),
                result.demand().describe(),
                result.pairs().size(),
                result.pairs().get(0).candidate().millis().size());
        text.add(ROW, "", "median ms", "min ms", "max ms");
        backend(text, report.candidate(), result.candidateMillis());
        backend(text, report.baseline(), result.baselineMillis());
        text.add(ROW, "ratio", Lines.ratio(result.gap()), "", "");
    }

    private static void backend(Lines text, String name, Spread millis) {
        text.add(ROW, name, millis(millis.median()), millis(millis.min()), millis(millis.max()));
    }

    private static String millis(double millis) {
        return Lines.format("%.0f", millis);
    }
}
