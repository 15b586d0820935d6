package io.coordkit.hbase;

import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active master's side of log splitting: puts up one task per log, watches the workers, has finished tasks
 * committed, and takes tasks from dead or silent workers. Works with the workers of HBase 1.x and 2.x
 * ({@code hbase.split.wal.zk.coordinated=true}) as with {@link SplitLogWorker}. All methods are thread-safe; what a closed
 * manager is told is ignored, but for {@link #submit}.
 *
 * <p>Only one manager may run at a time: start it when this process is the active master, close it when that ends.
 */
public final class SplitLogManager implements AutoCloseable {
    /** {@code hbase.splitlog.manager.timeoutmonitor.period}. */
    private static final long TIMEOUT_MONITOR_PERIOD_MS = 1000;

    private static final long CLOSE_TIMEOUT_MS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(SplitLogManager.class);

    private final CuratorFramework client;
    private final Generation generation;
    private final EventLoop loop = new EventLoop("coord-split-log-manager");
    private final EventLoop finishers = new EventLoop("coord-split-log-finisher");
    private final ManagerDriver driver;
    private final AtomicLong batchIds = new AtomicLong();
    private final ConnectionStateListener connection = (ignored, state) -> onConnection(state);
    private Stage stage = Stage.NEW;

    private enum Stage {
        NEW,
        STARTED,
        CLOSED
    }

    /**
     * @param client started and closed by the caller
     * @param self the master's name, written into unassigned tasks
     */
    public SplitLogManager(
            CuratorFramework client,
            HBasePaths paths,
            ServerName self,
            TaskFinisher finisher,
            ManagerSettings settings) {
        this.client = client;
        generation = settings.generation();
        Znodes znodes = new Znodes(client, self.toString(), loop);
        driver = new ManagerDriver(znodes, paths, self, finisher, settings, loop, finishers);
    }

    /**
     * Begins: adopts the tasks that an earlier manager left. The base nodes must exist.
     *
     * @throws IllegalStateException when it was started or closed before
     */
    public synchronized void start() {
        if (stage != Stage.NEW) {
            throw new IllegalStateException("the manager was started or closed before");
        }
        stage = Stage.STARTED;
        client.getConnectionStateListenable().addListener(connection);
        loop.execute(() -> driver.machine().start(loop.nowMs()));
        loop.everyMs(TIMEOUT_MONITOR_PERIOD_MS, () -> driver.machine().onTick(loop.nowMs()));
    }

    /**
     * How the workers of a 1.x cluster shall recover edits, from now on: {@link RecoveryModes} knows. Splitting unless it is said otherwise.
     *
     * @throws IllegalStateException when the tasks are those of 2.x, which has one mode
     */
    public void recoveryMode(RecoveryMode mode) {
        if (generation != Generation.HBASE_1) {
            throw new IllegalStateException("HBase 2.x has no recovery modes");
        }
        loop.execute(() -> driver.recoveryMode(mode));
    }

    /**
     * Submits logs as one batch.
     *
     * @param walPaths paths relative to the WAL root
     * @return the batch; refused, with an exceptional completion, when an unfinished batch already holds one of them
     * @throws IllegalStateException before {@link #start} and after {@link #close}
     */
    public synchronized SplitBatch submit(Collection<String> walPaths) {
        if (stage != Stage.STARTED) {
            throw new IllegalStateException(
                    stage == Stage.NEW ? "start() first: the manager does not run" : "the manager is closed");
        }
        SplitBatch batch = new SplitBatch(batchIds.incrementAndGet());
        List<SplitTaskName> names = walPaths.stream().map(SplitTaskName::ofWal).toList();
        loop.execute(() -> driver.submit(batch, names));
        return batch;
    }

    /** Gives up waiting; the batch's tasks go on, and a later batch with the same logs adopts them. */
    public void abandon(SplitBatch batch) {
        loop.execute(() -> driver.abandon(batch));
    }

    /** These servers crashed: their tasks are given to others within about a second. */
    public void workersDied(Collection<ServerName> servers) {
        List<ServerName> dead = List.copyOf(servers);
        loop.execute(() -> driver.machine().onWorkersDied(dead));
    }

    /** The servers that are alive, such as {@link RegionServerTracker#live()}; without it only silence counts. */
    public void workersOnline(Set<ServerName> servers) {
        Set<ServerName> online = Set.copyOf(servers);
        loop.execute(() -> driver.machine().onOnlineWorkers(online));
    }

    private void onConnection(ConnectionState state) {
        if (state == ConnectionState.RECONNECTED) {
            loop.execute(() -> driver.machine().onReconnected(loop.nowMs()));
        }
    }

    /**
     * Stops; tasks and their nodes stay for the next manager. Batches that are not complete fail. Returns when nothing
     * runs any more, so that the next manager may start: it waits for a running {@link TaskFinisher}, but not longer
     * than ten seconds, and begins no further one. Called by the finisher or by what follows a batch's completion, it
     * does not wait for its caller.
     */
    @Override
    public void close() {
        shutDown();
        try {
            if (!loop.awaitEnd(CLOSE_TIMEOUT_MS) || !finishers.awaitEnd(CLOSE_TIMEOUT_MS)) {
                LOG.warn("the manager is closed, but its TaskFinisher still runs");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does not wait: what it ends may call this manager. */
    private synchronized void shutDown() {
        if (stage != Stage.CLOSED) {
            stage = Stage.CLOSED;
            client.getConnectionStateListenable().removeListener(connection);
            loop.execute(() -> {
                driver.close();
                finishers.close();
            });
            loop.close();
        }
    }
}
