package io.coordkit.cli.demo.splitlog;

import io.coordkit.hbase.BaseNodes;
import io.coordkit.hbase.RegionServerTracker;
import io.coordkit.hbase.SplitBatch;
import io.coordkit.hbase.SplitLogManager;
import io.coordkit.hbase.TaskFinisher;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;

/** The active master, as far as crashes are concerned: hears who died, and has others split their logs. */
final class Master implements AutoCloseable {

    /** A live worker that is silent for longer loses its task. The dead lose theirs sooner: the tracker tells. */
    private static final long SILENCE_MS = 30_000;

    private static final int PORT = 16000;

    private final CuratorFramework client;
    private final RegionServerTracker tracker;
    private final SplitLogManager manager;
    private final List<ServerName> deaths = new CopyOnWriteArrayList<>();

    private Master(CuratorFramework client, TaskFinisher finisher, Consumer<ServerName> onDeath) {
        this.client = client;
        ServerName self = Cluster.server("master", PORT);
        manager = new SplitLogManager(
                client, Cluster.PATHS, self, finisher, ManagerSettings.DEFAULT.withTimeoutMs(SILENCE_MS));
        tracker = new RegionServerTracker(client, Cluster.PATHS, new RegionServerTracker.Listener() {
            @Override
            public void appeared(ServerName server) {
                // The demo counts the living, live(), when it needs to know.
            }

            @Override
            public void died(ServerName server) {
                deaths.add(server);
                manager.workersDied(List.of(server));
                onDeath.accept(server);
            }
        });
    }

    /** Creates the cluster's znodes and begins. */
    static Master start(String connectString, TaskFinisher finisher, Consumer<ServerName> onDeath) throws Exception {
        CuratorFramework client = Cluster.connect(connectString, Cluster.MASTER_SESSION_MS);
        BaseNodes.create(client, Cluster.PATHS, Generation.HBASE_2);
        Master master = new Master(client, finisher, onDeath);
        master.manager.start();
        master.tracker.start();
        return master;
    }

    /** How many region servers are alive. */
    int live() {
        return tracker.live().size();
    }

    /** Every death that the tracker told, in order. */
    List<ServerName> deaths() {
        return List.copyOf(deaths);
    }

    /** Publishes one task for each log. */
    SplitBatch publish(List<String> logs) {
        return manager.submit(logs);
    }

    /** The logs for which there is a task, sorted, read from the znodes. */
    List<String> tasks() throws Exception {
        return client.getChildren().forPath(Cluster.PATHS.splitLog()).stream()
                .map(SplitTaskName::new)
                .filter(task -> !task.isRescan())
                .map(SplitTaskName::walPath)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        tracker.close();
        manager.close();
        client.close();
    }
}
