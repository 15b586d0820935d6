package io.coordkit.benchmarks.report;

/**
 * How much is asked at once.
 *
 * @param connections how many, over all servers
 * @param window unanswered requests on each of them
 */
public record Demand(int connections, int window) {
    /** {@code 8 x 64 unanswered}. */
    String describe() {
        return connections + " x " + window + " unanswered";
    }
}
