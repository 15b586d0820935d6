package io.coordkit.benchmarks.report;

import java.util.List;

/** The middle and both ends of some measurements of the same thing. */
public record Spread(double median, double min, double max) {
    /**
     * Summarises at least one value; the median of an even number is the mean of the two in the middle.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int upper = sorted.size() / 2;
        int lower = (sorted.size() - 1) / 2;
        double median = (sorted.get(lower) + sorted.get(upper)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
