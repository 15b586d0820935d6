package io.coordkit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.utils.ZKPaths;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a client that fills it, and one of the commands that look at it. */
abstract class InspectTest {
    private final String system;
    private CoordServer server;
    CuratorFramework client;

    InspectTest(String system) {
        this.system = system;
    }

    @BeforeEach
    final void start(@TempDir Path directory) throws IOException {
        server = CoordServer.builder().dataDirectory(directory).start();
        client = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        client.start();
    }

    @AfterEach
    final void stop() {
        client.close();
        server.close();
    }

    final String connectString() {
        return server.connectString();
    }

    final void create(String path, String value) throws Exception {
        client.create().creatingParentsIfNeeded().forPath(path, value.getBytes(UTF_8));
    }

    final CommandLineRun inspect(String... arguments) {
        List<String> line = new ArrayList<>(List.of("inspect", system, "--connect", connectString()));
        line.addAll(List.of(arguments));
        return CommandLineRun.of(line.toArray(String[]::new));
    }

    /** Each znode with what any change of it would change. */
    final SortedMap<String, String> tree() throws Exception {
        SortedMap<String, String> tree = new TreeMap<>();
        addTo(tree, "/");
        return tree;
    }

    private void addTo(SortedMap<String, String> tree, String path) throws Exception {
        tree.put(path, client.checkExists().forPath(path).toString());
        for (String child : client.getChildren().forPath(path)) {
            addTo(tree, ZKPaths.makePath(path, child));
        }
    }
}
