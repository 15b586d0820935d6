package io.coordkit.failover.machine;

/** What is known of the service's health; the states of Hadoop's {@code HealthMonitor}. */
public enum Health {
    /** The monitor has not yet asked. */
    INITIALIZING,
    /** No connection, or no answer in time. */
    NOT_RESPONDING,
    HEALTHY,
    /** The service answers that it is not healthy. */
    UNHEALTHY,
    /** The monitor itself is broken and knows nothing any more. */
    MONITOR_FAILED
}
