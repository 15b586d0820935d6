package io.coordkit.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A row of a table that compares two that were measured in turns: both medians, and the spread of the ratios of each pair. */
public final class RatioRow {
    private RatioRow() {}

    /** The head of the table, whose columns are named after the two. */
    public static String head(String ours, String others) {
        return String.format(Locale.ROOT, "| what | %s | %s | ratio |%n|---|---|---|---|%n", ours, others);
    }

    /** A row; both lists have a value of each pair, in the same order. */
    public static String of(String what, List<Double> ours, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < ours.size(); pair++) {
            ratios.add(ours.get(pair) / others.get(pair));
        }
        Spread ratio = Spread.of(ratios);
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.2f (%.2f..%.2f) |%n",
                what,
                Spread.of(ours).median(),
                Spread.of(others).median(),
                ratio.median(),
                ratio.min(),
                ratio.max());
    }
}
