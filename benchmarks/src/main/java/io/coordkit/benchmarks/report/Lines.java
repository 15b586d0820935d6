package io.coordkit.benchmarks.report;

import java.util.Locale;

/** Text for people that grows line by line, the same in every locale. */
final class Lines {
    private final StringBuilder text = new StringBuilder();

    /** Adds what the format makes of the arguments; it brings its own line breaks. */
    void add(String format, Object... arguments) {
        text.append(format(format, arguments));
    }

    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** A ratio with its spread. */
    static String ratio(Spread spread) {
        return format("%.2f (%.2f..%.2f)", spread.median(), spread.min(), spread.max());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
