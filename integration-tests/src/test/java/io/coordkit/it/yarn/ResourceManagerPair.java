package io.coordkit.it.yarn;

import io.coordkit.elector.paths.ElectionPaths;
import io.coordkit.it.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Two ResourceManagers of one cluster: rm1 is active, and rm2 waits. */
final class ResourceManagerPair implements AutoCloseable {
    static final int SESSION_MS = 4000;
    private static final List<String> PORTS =
            List.of("address", "scheduler.address", "resource-tracker.address", "admin.address", "webapp.address");

    final ResourceManagerProcess first;
    final ResourceManagerProcess second;
    private final String cluster;

    /** Starts both on an election and a tree of their own; {@code stores} are the classes that keep their state. */
    ResourceManagerPair(String cluster, String connectString, List<String> stores) throws IOException {
        this.cluster = cluster;
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), cluster)
                .toAbsolutePath();
        Configuration conf = shared(connectString);
        var started = new ArrayList<ResourceManagerProcess>();
        for (int i = 0; i < 2; i++) {
            var own = new Configuration(conf);
            own.set(YarnConfiguration.RM_HA_ID, "rm" + (i + 1));
            own.set(YarnConfiguration.RM_STORE, stores.get(i));
            var process = new ResourceManagerProcess("rm" + (i + 1), own, home);
            started.add(process);
            if (i == 0) {
                process.awaitActive();
            } else {
                process.awaitStandby();
            }
        }
        first = started.get(0);
        second = started.get(1);
    }

    private Configuration shared(String connectString) {
        var conf = new YarnConfiguration();
        conf.setBoolean(YarnConfiguration.RM_HA_ENABLED, true);
        conf.set(YarnConfiguration.RM_HA_IDS, "rm1,rm2");
        conf.set(YarnConfiguration.RM_CLUSTER_ID, cluster);
        conf.set("hadoop.zk.address", connectString);
        conf.setInt("hadoop.zk.timeout-ms", SESSION_MS);
        conf.setInt("hadoop.zk.retry-interval-ms", 100);
        conf.setBoolean(YarnConfiguration.RECOVERY_ENABLED, true);
        conf.set(YarnConfiguration.ZK_RM_STATE_STORE_PARENT_PATH, storeParent());
        conf.set(
                YarnConfiguration.RM_SCHEDULER,
                "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler");
        conf.setInt("ipc.client.connect.max.retries", 0);
        for (String id : List.of("rm1", "rm2")) {
            for (String port : PORTS) {
                conf.set("yarn.resourcemanager." + port + "." + id, "127.0.0.1:" + Ports.free());
            }
        }
        return conf;
    }

    ElectionPaths election() {
        return ElectionPaths.yarn(cluster);
    }

    String storeParent() {
        return "/rmstore-" + cluster;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
