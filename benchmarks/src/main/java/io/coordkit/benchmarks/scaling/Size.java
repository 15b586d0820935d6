package io.coordkit.benchmarks.scaling;

import io.coordkit.benchmarks.BenchmarkFailure;

/** How many servers of an ensemble vote, and how many do not: {@code 3+2}. */
record Size(int voters, int observers) {

    static Size parse(String text) {
        String[] parts = text.split("\\+", 2);
        try {
            return new Size(Integer.parseInt(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
        } catch (NumberFormatException e) {
            throw new BenchmarkFailure("a size is like 3 or 3+2, not " + text, e);
        }
    }

    Size {
        if (voters < 3 || observers < 0) {
            throw new BenchmarkFailure("an ensemble has at least 3 voters, not " + voters + "+" + observers);
        }
    }

    @Override
    public String toString() {
        return voters + "+" + observers;
    }
}
