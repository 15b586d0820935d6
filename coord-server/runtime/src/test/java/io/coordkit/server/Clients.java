package io.coordkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** Unmodified clients of the reference, for tests. */
public final class Clients {
    private static final int SESSION_MS = 10_000;
    private static final int RETRY_MS = 50;
    private static final int PATIENCE_SECONDS = 60;

    private Clients() {}

    /** Connects, and waits until that is done. */
    public static ZooKeeper connect(String servers) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(servers, SESSION_MS, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        assertThat(connected.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("connected to %s", servers)
                .isTrue();
        return client;
    }

    /** One that tries again when its server is lost. */
    public static CuratorFramework patient(String servers) {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(servers, SESSION_MS, SESSION_MS, new RetryForever(RETRY_MS));
        client.start();
        return client;
    }

    /** Makes a znode that everybody may change. */
    public static void create(ZooKeeper client, String path, String data, CreateMode mode)
            throws KeeperException, InterruptedException {
        client.create(path, data.getBytes(StandardCharsets.UTF_8), ZooDefs.Ids.OPEN_ACL_UNSAFE, mode);
    }

    /** What a znode holds, after a sync. */
    public static String read(ZooKeeper client, String path) throws Exception {
        sync(client);
        return new String(client.getData(path, false, null), StandardCharsets.UTF_8);
    }

    /** Waits until the client's server has everything that was acknowledged to anybody. */
    public static void sync(ZooKeeper client) throws Exception {
        CompletableFuture<Integer> synced = new CompletableFuture<>();
        client.sync("/", (code, path, context) -> synced.complete(code), null);
        assertThat(synced.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
    }
}
