package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coordkit.server.CoordServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server and its clients for one test, and the two ways in which a session ends badly. */
abstract class ServerTest {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path dir;

    private CoordServer server;
    private final List<CuratorFramework> clients = new ArrayList<>();

    @BeforeEach
    void startServer() throws Exception {
        server = CoordServer.builder()
                .dataDirectory(dir)
                .tickTime(Duration.ofMillis(200))
                .start();
    }

    @AfterEach
    void stopServer() {
        clients.forEach(CuratorFramework::close);
        server.close();
    }

    CuratorFramework client() {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .sessionTimeoutMs(4000)
                .connectionTimeoutMs(4000)
                .retryPolicy(new RetryNTimes(5, 100))
                .build();
        client.start();
        clients.add(client);
        return client;
    }

    String connectString() {
        return server.connectString();
    }

    /** Ends the client's session on the server, as an expiry does: a second handle of the session closes it. */
    void expireSession(CuratorFramework client) throws Exception {
        ZooKeeper victim = client.getZookeeperClient().getZooKeeper();
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper killer = new ZooKeeper(
                server.connectString(),
                4000,
                event -> {
                    if (event.getState() == KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                },
                victim.getSessionId(),
                victim.getSessionPasswd());
        if (!connected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("could not take over the session");
        }
        killer.close();
    }

    static String text(CuratorFramework client, String path) throws Exception {
        return new String(client.getData().forPath(path), UTF_8);
    }
}
