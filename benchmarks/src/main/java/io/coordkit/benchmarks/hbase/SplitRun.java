package io.coordkit.benchmarks.hbase;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.hbase.BaseNodes;
import io.coordkit.hbase.CoordinationException;
import io.coordkit.hbase.SplitLogManager;
import io.coordkit.hbase.SplitLogWorker;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;

/**
 * Logs that are split by many workers. Splitting one takes no time, and workers take the next task at once, where HBase's wait half a second:
 * so what is left is the coordination.
 */
final class SplitRun {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int IDLE_MS = 100;

    private final String connectString;
    private final int logs;
    private final int workers;

    SplitRun(String connectString, int logs, int workers) {
        this.connectString = connectString;
        this.logs = logs;
        this.workers = workers;
    }

    /** How long it takes from the submission of all logs until the last one is committed. */
    double seconds() throws InterruptedException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            CuratorFramework client = connect(opened);
            BaseNodes.create(client, PATHS, Generation.HBASE_2);
            for (int number = 0; number < workers; number++) {
                SplitLogWorker worker = new SplitLogWorker(
                        connect(opened),
                        PATHS,
                        new ServerName("rs" + number, 16020, 1),
                        (task, progress) -> SplitResult.DONE,
                        WorkerSettings.DEFAULT.withPausesMs(0, 0, IDLE_MS));
                opened.add(0, worker);
                worker.start();
            }
            SplitLogManager manager = new SplitLogManager(
                    client, PATHS, new ServerName("m", 16000, 1), (task, worker) -> {}, ManagerSettings.DEFAULT);
            opened.add(0, manager);
            manager.start();
            return split(manager);
        } catch (CoordinationException e) {
            throw new BenchmarkFailure("cannot make HBase's znodes", e);
        } finally {
            closeAll(opened);
        }
    }

    private CuratorFramework connect(List<AutoCloseable> opened) {
        CuratorFramework client = Clients.connect(connectString);
        opened.add(client);
        return client;
    }

    private double split(SplitLogManager manager) throws InterruptedException {
        List<String> paths = IntStream.range(0, logs)
                .mapToObj(number -> "WALs/rs0,16020,0-splitting/rs0%2C16020%2C0." + number)
                .toList();
        long start = System.nanoTime();
        try {
            BatchProgress progress = manager.submit(paths).completion().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!progress.isSuccess()) {
                throw new BenchmarkFailure("not all logs were split: " + progress);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchmarkFailure("the logs were not split", e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void closeAll(List<AutoCloseable> opened) {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                throw new BenchmarkFailure("cannot close what was measured", e);
            }
        }
    }
}
