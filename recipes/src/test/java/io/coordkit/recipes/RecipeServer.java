package io.coordkit.recipes;

import io.coordkit.server.CoordServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for a class of tests, and clients that are closed after each of them. */
public final class RecipeServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SESSION_MS = 8000;

    private final List<CuratorFramework> clients = new CopyOnWriteArrayList<>();
    private CoordServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path home = Files.createDirectories(Path.of("target", "servers"));
        server = CoordServer.builder()
                .dataDirectory(Files.createTempDirectory(home, "recipes").toAbsolutePath())
                .tickTime(Duration.ofMillis(200))
                .start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clients.forEach(CuratorFramework::close);
        clients.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }

    /** A client with a session of its own. */
    public CuratorFramework client() {
        return client((connect, timeout, watcher, readOnly) -> new ZooKeeper(connect, timeout, watcher, readOnly));
    }

    public CuratorFramework client(ZookeeperFactory factory) {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .sessionTimeoutMs(SESSION_MS)
                .connectionTimeoutMs(SESSION_MS)
                .retryPolicy(new RetryNTimes(5, 100))
                .zookeeperFactory(factory)
                .build();
        client.start();
        clients.add(client);
        return client;
    }

    /** Ends the client's session on the server, as its expiry does: a second handle of the session closes it. */
    public void endSession(CuratorFramework client) throws Exception {
        ZooKeeper victim = client.getZookeeperClient().getZooKeeper();
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper killer = new ZooKeeper(
                server.connectString(),
                SESSION_MS,
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
}
