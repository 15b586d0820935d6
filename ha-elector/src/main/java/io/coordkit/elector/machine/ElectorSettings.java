package io.coordkit.elector.machine;

/**
 * The numbers of an election.
 *
 * @param maxRetries how often an operation with unknown outcome is tried again
 *     ({@code ha.failover-controller.active-standby-elector.zk.op.retries}), and how often a connection is attempted
 * @param connectTimeoutMs how long to wait for the first event of a new session; Hadoop takes the session timeout
 * @param connectPauseMs pause between two attempts to connect
 * @param rejoinPauseMs pause without a session after a failure to become active, so that others can win
 */
public record ElectorSettings(int maxRetries, long connectTimeoutMs, long connectPauseMs, long rejoinPauseMs) {
    public ElectorSettings {
        if (maxRetries < 1 || connectTimeoutMs < 1 || connectPauseMs < 0 || rejoinPauseMs < 0) {
            throw new IllegalArgumentException("retries and connect timeout must be positive, pauses not negative");
        }
    }

    /** Hadoop's pauses: 5000 ms between attempts to connect, 1000 ms before joining again. */
    public static ElectorSettings hadoop(int maxRetries, long sessionTimeoutMs) {
        return new ElectorSettings(maxRetries, sessionTimeoutMs, 5000, 1000);
    }
}
