package io.coordkit.benchmarks.rmstore;

import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.report.Spread;
import io.coordkit.benchmarks.server.Backend;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is written as JSON.
 *
 * @param server what both stores talked to
 * @param split the split index of both
 */
record RmStoreResult(Machine machine, Backend server, int split, List<Pair> loads, List<Pair> stores) {

    /** One after the other on the same server. */
    record Pair(Figures ours, Figures hadoops) {

        double ratio(ToDoubleFunction<Figures> figure) {
            return figure.applyAsDouble(ours) / figure.applyAsDouble(hadoops);
        }
    }

    String render() {
        return "| what | ours | Hadoop's | ratio |\n|---|---|---|---|\n"
                + row("load, applications a second", loads, Figures::applicationsPerSecond)
                + row("load, seconds", loads, Figures::seconds)
                + row("load, CPU seconds of the process", loads, Figures::cpuSeconds)
                + row("load, MiB of live heap with all of them", loads, Figures::heapMegabytes)
                + row("load, MiB of the process at most", loads, Figures::peakMegabytes)
                + row("store, applications a second", stores, Figures::applicationsPerSecond)
                + row("store, CPU seconds of the process", stores, Figures::cpuSeconds);
    }

    private static String row(String what, List<Pair> pairs, ToDoubleFunction<Figures> figure) {
        Spread ours = spread(pairs, pair -> figure.applyAsDouble(pair.ours));
        Spread hadoops = spread(pairs, pair -> figure.applyAsDouble(pair.hadoops));
        Spread ratio = spread(pairs, pair -> pair.ratio(figure));
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.2f (%.2f..%.2f) |%n",
                what,
                ours.median(),
                hadoops.median(),
                ratio.median(),
                ratio.min(),
                ratio.max());
    }

    private static Spread spread(List<Pair> pairs, ToDoubleFunction<Pair> value) {
        return Spread.of(pairs.stream().mapToDouble(value).boxed().toList());
    }
}
