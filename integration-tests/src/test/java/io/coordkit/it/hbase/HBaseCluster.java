package io.coordkit.it.hbase;

import io.coordkit.cli.demo.splitlog.hbase.HBaseMain;
import io.coordkit.cli.demo.splitlog.hbase.HBaseSettings;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.JavaChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;

/** HBase with its files on the local disk and its znodes on our ensemble. The servers that a test starts end with the cluster at the latest. */
final class HBaseCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(180);

    /** Who splits the logs of dead servers. */
    enum Splitting {
        /** Whoever takes its task in ZooKeeper: of region servers those that are started so. */
        BY_TASKS,
        /** Region servers that the master chooses: the default of HBase 2.6. */
        BY_PROCEDURES;

        private Map<String, String> settings() {
            return Map.of(HBaseSettings.BY_TASKS, Boolean.toString(this == BY_TASKS));
        }
    }

    /** One region server. */
    record RegionServer(ServerName name, JavaChild process) {}

    private final Path home;
    private final Configuration servers;
    private final Configuration conf;
    private final List<JavaChild> processes = new ArrayList<>();
    private final Connection connection;
    private JavaChild master;

    /** Starts a master that makes tasks and a region server that takes none, and waits until they serve. */
    HBaseCluster(String connectString, Path home) throws IOException {
        this.home = Files.createDirectories(home);
        servers = HBaseSettings.of(home.resolve("root"), connectString);
        conf = new Configuration(servers);
        // Other tests of this process may have opened the local file system in another way.
        conf.setBoolean("fs.file.impl.disable.cache", true);
        master = launch("master", Splitting.BY_TASKS);
        JavaChild server = launch("regionserver", Splitting.BY_PROCEDURES);
        connection = ConnectionFactory.createConnection(conf);
        awaitMaster();
        requireAlive(server);
    }

    /** For clients and helpers in this process. */
    Configuration conf() {
        return conf;
    }

    Connection connection() {
        return connection;
    }

    /** Kills the master and starts another. */
    void replaceMaster(Splitting splitting) throws IOException {
        master.kill9();
        master = launch("master", splitting);
        awaitMaster();
    }

    /** It says which namespaces there are only when it has assigned the tables that it needs itself. */
    private void awaitMaster() throws IOException {
        try (Admin admin = connection.getAdmin()) {
            Eventually.holds(PATIENCE, () -> {
                requireAlive(master);
                try {
                    return admin.listNamespaces().length > 0;
                } catch (IOException notYet) {
                    return false;
                }
            });
        }
    }

    /** Starts a region server and waits until the master counts on it. */
    RegionServer startRegionServer(Splitting splitting) throws IOException {
        JavaChild process = launch("regionserver", splitting);
        try (Admin admin = connection.getAdmin()) {
            Eventually.holds(PATIENCE, () -> {
                requireAlive(process);
                Optional<ServerName> name = nameOf(process);
                return name.isPresent() && admin.getRegionServers().contains(name.get());
            });
        }
        return new RegionServer(nameOf(process).orElseThrow(), process);
    }

    private static Optional<ServerName> nameOf(JavaChild process) throws IOException {
        return HBaseMain.nameIn(process.output()).map(ServerName::valueOf);
    }

    private JavaChild launch(String role, Splitting splitting) throws IOException {
        String name = role + processes.size();
        Path file = home.resolve(name + ".xml");
        HBaseSettings.write(servers, splitting.settings(), file);
        JavaChild process = JavaChild.startPeer(
                "hbase", HBaseMain.class, home.resolve(name + ".txt"), List.of(role, file.toString()));
        processes.add(process);
        return process;
    }

    /** Starts a program of ours beside. */
    JavaChild launch(Class<?> main, List<String> arguments) throws IOException {
        Path output = home.resolve(main.getSimpleName() + processes.size() + ".txt");
        JavaChild process = JavaChild.start(output, List.of(), main.getName(), arguments);
        processes.add(process);
        return process;
    }

    private static void requireAlive(JavaChild process) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("a server of HBase died:\n" + process.output());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } finally {
            processes.forEach(JavaChild::close);
        }
    }
}
