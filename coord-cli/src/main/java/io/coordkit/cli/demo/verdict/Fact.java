package io.coordkit.cli.demo.verdict;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One thing that a demo observed, under a name that a reader understands without the code.
 *
 * @param name a short noun phrase, such as {@code "applications recovered"}
 * @param value a {@link String}, {@link Boolean}, {@link Integer}, {@link Long}, {@link Double}, {@link Duration}, or a
 *     {@link List} of these; anything else is turned into its text
 */
public record Fact(String name, Object value) {

    /** Keeps values that every rendering can show; replaces others by their text. */
    public Fact {
        value = simple(value);
    }

    /** Short form for static import. */
    public static Fact fact(String name, Object value) {
        return new Fact(name, value);
    }

    /** The value for a human: durations in milliseconds or seconds, lists separated by commas. */
    public String text() {
        return text(value);
    }

    private static Object simple(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Fact::simple).toList();
        }
        boolean known = value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Duration;
        return known ? value : value.toString();
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            long millis = duration.toMillis();
            return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? "none"
                    : String.join(", ", list.stream().map(Fact::text).toList());
        }
        return value.toString();
    }
}
