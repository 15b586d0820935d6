package io.coordkit.hbase;

import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.Generation;

/**
 * How a simulated cluster is made.
 *
 * @param servers of the ensemble
 * @param workers region servers
 * @param logs of a dead server
 * @param stepMs how long a fifth of a log takes at most
 */
record WorldSettings(
        int servers,
        int workers,
        int logs,
        int stepMs,
        WorkerSettings worker,
        ManagerSettings manager,
        PlantedBug bug) {
    /** Three servers, four workers, a dozen logs, and less patience than HBase has. */
    static final WorldSettings SMALL = new WorldSettings(
            3,
            4,
            12,
            1_500,
            new WorkerSettings(2, 2_500, 50, 100, 1_000),
            new ManagerSettings(Generation.HBASE_2, 8_000, 3, 15_000, 3),
            PlantedBug.NONE);

    WorldSettings with(PlantedBug newBug) {
        return new WorldSettings(servers, workers, logs, stepMs, worker, manager, newBug);
    }

    WorldSettings withStepMs(int newStepMs) {
        return new WorldSettings(servers, workers, logs, newStepMs, worker, manager, bug);
    }

    WorldSettings withSize(int newServers, int newWorkers, int newLogs) {
        return new WorldSettings(newServers, newWorkers, newLogs, stepMs, worker, manager, bug);
    }
}
