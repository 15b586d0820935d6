package io.coordkit.benchmarks.rmstore;

import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.report.RatioRow;
import io.coordkit.benchmarks.server.Backend;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is written as JSON.
 *
 * @param server what both stores talked to
 * @param split the split index of both
 */
record RmStoreResult(Machine machine, Backend server, int split, List<Pair> loads, List<Pair> stores) {

    /** One after the other on the same server. */
    record Pair(Figures ours, Figures hadoops) {}

    String render() {
        return RatioRow.head("ours", "Hadoop's")
                + row("load, applications a second", loads, Figures::applicationsPerSecond)
                + row("load, seconds", loads, Figures::seconds)
                + row("load, CPU seconds of the process", loads, Figures::cpuSeconds)
                + row("load, MiB of live heap with all of them", loads, Figures::heapMegabytes)
                + row("load, MiB of the process at most", loads, Figures::peakMegabytes)
                + row("store, applications a second", stores, Figures::applicationsPerSecond)
                + row("store, CPU seconds of the process", stores, Figures::cpuSeconds);
    }

    private static String row(String what, List<Pair> pairs, ToDoubleFunction<Figures> figure) {
        return RatioRow.of(
                what,
                pairs.stream().map(pair -> figure.applyAsDouble(pair.ours)).toList(),
                pairs.stream().map(pair -> figure.applyAsDouble(pair.hadoops)).toList());
    }
}
