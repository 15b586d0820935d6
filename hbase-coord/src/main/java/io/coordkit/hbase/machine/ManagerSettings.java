package io.coordkit.hbase.machine;

import io.coordkit.hbase.paths.Generation;

/**
 * The manager's settings, named as in HBase's configuration.
 *
 * @param generation whose form of task to write
 * @param timeoutMs {@code hbase.splitlog.manager.timeout}: silence after which a task is taken from a live worker
 * @param maxResubmits {@code hbase.splitlog.max.resubmit}: how often, unforced, before the manager leaves it there
 * @param unassignedTimeoutMs {@code hbase.splitlog.manager.unassigned.timeout}: when nobody takes any task, wake workers
 * @param createRetries {@code hbase.splitlog.zk.retries}: further tries to create a task's node
 */
public record ManagerSettings(
        Generation generation, long timeoutMs, int maxResubmits, long unassignedTimeoutMs, int createRetries) {
    /** HBase 2.x's own defaults. */
    public static final ManagerSettings DEFAULT = new ManagerSettings(Generation.HBASE_2, 120_000, 3, 180_000, 3);

    /** @throws IllegalArgumentException when a timeout is not positive or a number of tries is negative */
    public ManagerSettings {
        if (timeoutMs < 1 || unassignedTimeoutMs < 1) {
            throw new IllegalArgumentException("timeoutMs is " + timeoutMs + " and unassignedTimeoutMs is "
                    + unassignedTimeoutMs + ", at least 1 is needed");
        }
        if (maxResubmits < 0 || createRetries < 0) {
            throw new IllegalArgumentException("maxResubmits is " + maxResubmits + " and createRetries is "
                    + createRetries + ", at least 0 is needed");
        }
    }

    public ManagerSettings withTimeoutMs(long newTimeoutMs) {
        return new ManagerSettings(generation, newTimeoutMs, maxResubmits, unassignedTimeoutMs, createRetries);
    }

    public ManagerSettings withMaxResubmits(int newMaxResubmits) {
        return new ManagerSettings(generation, timeoutMs, newMaxResubmits, unassignedTimeoutMs, createRetries);
    }

    public ManagerSettings withUnassignedTimeoutMs(long newUnassignedTimeoutMs) {
        return new ManagerSettings(generation, timeoutMs, maxResubmits, newUnassignedTimeoutMs, createRetries);
    }

    public ManagerSettings withGeneration(Generation newGeneration) {
        return new ManagerSettings(newGeneration, timeoutMs, maxResubmits, unassignedTimeoutMs, createRetries);
    }
}
