package io.coordkit.hbase;

import io.coordkit.hbase.machine.SplitLogWorkerMachine;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;

/**
 * A region server's side of log splitting: takes tasks from the split-log directory, runs the application's
 * {@link SplitTaskExecutor} on them, and writes how they ended. Works under the managers of HBase 1.x and 2.x
 * ({@code hbase.split.wal.zk.coordinated=true}) as under {@link SplitLogManager}. All methods are thread-safe.
 */
public final class SplitLogWorker implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_SECONDS = 10;

    /** How often in a report period the machine hears of progress at most; the machine decides when to write it. */
    private static final int PROGRESS_PER_PERIOD = 10;

    private final CuratorFramework client;
    private final EventLoop loop = new EventLoop("coord-split-log-worker");
    private final ExecutorService threads;
    private final WorkerDriver driver;
    private final ConnectionStateListener connection = (ignored, state) -> onConnection(state);

    /**
     * @param client started and closed by the caller
     * @param self the region server's name, written into the tasks it owns
     */
    public SplitLogWorker(
            CuratorFramework client,
            HBasePaths paths,
            ServerName self,
            SplitTaskExecutor executor,
            WorkerSettings settings) {
        this.client = client;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(settings.maxTasks(), work -> {
            Thread thread = new Thread(work, "coord-split-log-task-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        long reportEveryMs = Math.max(1, settings.reportPeriodMs() / PROGRESS_PER_PERIOD);
        Znodes znodes = new Znodes(client, self.toString(), loop);
        SplitWork work = (task, replay, onProgress, onEnd) -> {
            RunningSplit split =
                    new RunningSplit(task, replay ? executor::replay : executor, reportEveryMs, onProgress, onEnd);
            threads.execute(split);
            return split;
        };
        driver = new WorkerDriver(znodes, paths, self, work, settings, new Random(), loop);
    }

    /** Begins to take tasks, as soon as the split-log directory exists. */
    public void start() {
        client.getConnectionStateListenable().addListener(connection);
        driver.input(SplitLogWorkerMachine::start);
    }

    private void onConnection(ConnectionState state) {
        switch (state) {
            case LOST -> driver.input(SplitLogWorkerMachine::onSessionLost);
            case RECONNECTED -> driver.input(SplitLogWorkerMachine::onReconnected);
            case CONNECTED, SUSPENDED, READ_ONLY -> {}
        }
    }

    /** Takes no more tasks and resigns from the running ones; returns when that is written, or after ten seconds. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connection);
        try {
            driver.stop().get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException unreachable) {
            // The work does not end, or nobody answers: the manager's timeout gives the tasks to others.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        loop.close();
        threads.shutdownNow();
    }
}
