package io.coordkit.benchmarks;

/**
 * The size of the load.
 *
 * @param connections in every shape but single
 * @param window unanswered requests per connection when pipelined; Apache's server stops reading a connection when more
 *     than 1 000 requests wait in it, so connections times window should stay below
 * @param perSecond requests at a fixed rate, over all connections
 * @param znodes how many znodes reads and sets choose from
 * @param valueBytes the data of each
 */
public record Traffic(int connections, int window, int perSecond, int znodes, int valueBytes) {
    /** What a server takes in one frame. */
    private static final int VALUE_BYTES_MAX = 1_000_000;

    /** Checks the ranges. */
    public Traffic {
        Limits.atLeast("connections", 1, connections);
        Limits.atLeast("window", 1, window);
        Limits.atLeast("rate", 1, perSecond);
        Limits.atLeast("znodes", 1, znodes);
        Limits.atLeast("value-bytes", 0, valueBytes);
        Limits.atMost("value-bytes", VALUE_BYTES_MAX, valueBytes);
    }
}
