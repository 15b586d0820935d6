package io.coordkit.kafka;

import io.coordkit.kafka.machine.ClusterSnapshot;
import io.coordkit.kafka.paths.ClusterPaths;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.kafka.common.Cluster;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live brokers, topics, leaders and in-sync replicas, kept current by watches, in the types of kafka-clients.
 *
 * <p>Each answer is an immutable value. A change is seen one watch event and one read after it happened; while the client
 * is disconnected the last answer stays. A node that cannot be read is logged with its path and left out.
 *
 * <p>Thread-safe. One thread reads and calls the listeners.
 */
public final class ClusterView implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterView.class);
    private static final long RETRY_MS = 1000;

    private final CuratorFramework client;
    private final String listenerName;
    private final ClusterLoader loader;
    private final Set<String> dirty = new TreeSet<>();
    private final List<Consumer<Cluster>> listeners = new CopyOnWriteArrayList<>();
    private final ConnectionStateListener connectionListener = (source, state) -> onConnection(state);
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("coord-kafka-view"));
    private volatile Cluster cluster = Cluster.empty();

    /** A view through the listener PLAINTEXT. */
    public ClusterView(CuratorFramework client) {
        this(client, "PLAINTEXT");
    }

    /** A view through a named listener: nodes carry that listener's host and port. */
    public ClusterView(CuratorFramework client, String listenerName) {
        this.client = client;
        this.listenerName = listenerName;
        this.loader = new ClusterLoader(
                new Znodes(client), this::onWatch, left -> LOG.warn("left out: {}", left.getMessage()));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Reads everything once and then follows the changes; throws {@link RegistryException} when nothing can be read. */
    public void start() {
        try {
            executor.submit(() -> {
                        loader.loadAll();
                        publish();
                        return true;
                    })
                    .get();
            client.getConnectionStateListenable().addListener(connectionListener);
        } catch (ExecutionException e) {
            throw new RegistryException("cannot read the cluster: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while reading the cluster", e);
        }
    }

    /** What is known now; empty before {@link #start}. */
    public Cluster cluster() {
        return cluster;
    }

    /** Calls {@code listener} with each new answer, on the view's thread. */
    public void addListener(Consumer<Cluster> listener) {
        listeners.add(listener);
    }

    /** Stops following; the last answer stays. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connectionListener);
        executor.shutdownNow();
    }

    private void onConnection(ConnectionState state) {
        if (state == ConnectionState.RECONNECTED) {
            refreshSoon("/");
        }
    }

    private void onWatch(WatchedEvent event) {
        if (event.getType() != EventType.None) {
            refreshSoon(event.getPath());
        }
    }

    /** Events that arrive during a refresh are taken together by the next one. */
    private void refreshSoon(String path) {
        synchronized (dirty) {
            if (!dirty.add(path) || dirty.size() > 1) {
                return;
            }
        }
        submit(0);
    }

    private void submit(long delayMs) {
        try {
            executor.schedule(this::refresh, delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the view is closed");
        }
    }

    private void refresh() {
        Set<String> paths;
        synchronized (dirty) {
            paths = new TreeSet<>(dirty);
            dirty.clear();
        }
        try {
            if (paths.contains("/")) {
                loader.loadAll();
            } else {
                loader.load(paths);
            }
            publish();
        } catch (KeeperException | RuntimeException e) {
            if (executor.isShutdown()) {
                return;
            }
            LOG.warn("view not refreshed, trying again: {}", e.toString());
            synchronized (dirty) {
                dirty.addAll(paths);
            }
            submit(RETRY_MS);
        }
    }

    private void publish() {
        ClusterSnapshot snapshot = loader.snapshot();
        Cluster next = snapshot.toCluster(listenerName);
        if (next.equals(cluster)) {
            return;
        }
        cluster = next;
        for (Consumer<Cluster> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                LOG.error("a listener of the view of {} failed", ClusterPaths.TOPICS, e);
            }
        }
    }
}
