package io.coordkit.benchmarks.report;

import java.util.Locale;

/**
 * How much is asked at once.
 *
 * @param connections how many, over all servers
 * @param window unanswered requests on each of them, at most
 * @param perSecond requests per second over all connections; 0 where each reply asks for the next request
 */
public record Demand(int connections, int window, int perSecond) {
    /** {@code 8 x 64 unanswered} or {@code 8 connections, 1000/s}. */
    String describe() {
        return perSecond == 0
                ? String.format(Locale.ROOT, "%d x %d unanswered", connections, window)
                : String.format(Locale.ROOT, "%d connections, %d/s", connections, perSecond);
    }
}
