package io.coordkit.benchmarks;

import java.util.Locale;

/** How much is asked at once. */
public enum Shape {
    /** Several connections, each with a window of unanswered requests. */
    PIPELINED,
    /** One connection, one request at a time. */
    SINGLE,
    /** Several connections, one request at a time on each. */
    PARALLEL;

    /** The name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    int connections(Settings settings) {
        return this == SINGLE ? 1 : settings.connections();
    }

    int window(Settings settings) {
        return this == PIPELINED ? settings.window() : 1;
    }
}
