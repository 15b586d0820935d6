package io.coordkit.core.client;

/**
 * What operators may change while a replica runs.
 *
 * @param minTimeoutMs shortest timeout of the sessions that are granted
 * @param maxTimeoutMs longest timeout of the sessions that are granted
 * @param limits of what clients may ask for
 */
public record Tuning(int minTimeoutMs, int maxTimeoutMs, ClientLimits limits) {
    /** With other timeouts. */
    public Tuning withTimeouts(int minMs, int maxMs) {
        return new Tuning(minMs, maxMs, limits);
    }

    /** With other limits. */
    public Tuning withLimits(ClientLimits other) {
        return new Tuning(minTimeoutMs, maxTimeoutMs, other);
    }
}
