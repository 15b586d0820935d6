package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.it.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified Java client: what it adds to raw requests, above all its life across lost connections. */
@Timeout(120)
class JavaClientTest {

    private static final int SESSION_MS = 30_000;
    private static final byte[] DATA = {1, 2, 3};

    @TempDir
    Path home;

    private ServerProcess server;
    private final List<ZooKeeper> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = SubjectServer.start(home);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (ZooKeeper client : clients) {
            client.close(5_000);
        }
        server.close();
    }

    private ZooKeeper connect(String chroot, BlockingQueue<WatchedEvent> events) throws Exception {
        var connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(server.connectString() + chroot, SESSION_MS, event -> {
            events.add(event);
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        clients.add(client);
        assertThat(connected.await(30, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    private static String next(BlockingQueue<WatchedEvent> events) throws InterruptedException {
        WatchedEvent event = events.poll(30, TimeUnit.SECONDS);
        while (event != null && event.getType() == EventType.None) {
            event = events.poll(30, TimeUnit.SECONDS);
        }
        return event == null ? "no event" : event.getType() + " " + event.getPath();
    }

    private static String create(ZooKeeper client, String path, CreateMode mode) throws Exception {
        return client.create(path, DATA, Ids.OPEN_ACL_UNSAFE, mode);
    }

    @Test
    void readsWritesAndTransactions() throws Exception {
        ZooKeeper client = connect("", new LinkedBlockingQueue<>());
        create(client, "/a", CreateMode.PERSISTENT);
        Stat stat = new Stat();
        assertThat(client.getData("/a", false, stat)).isEqualTo(DATA);
        assertThat(stat.getCzxid()).isEqualTo(stat.getMzxid());
        List<OpResult> results = client.multi(List.of(
                Op.check("/a", 0),
                Op.setData("/a", null, 0),
                Op.create("/a/s-", DATA, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL)));
        assertThat(results).hasSize(3);
        assertThat(client.getChildren("/a", false)).containsExactly("s-0000000000");
        assertThatThrownBy(() -> client.multi(List.of(Op.delete("/none", -1))))
                .isInstanceOf(KeeperException.NoNodeException.class);
        assertThat(client.whoAmI()).hasSize(1);
        assertThat(client.getEphemerals()).containsExactly("/a/s-0000000000");
        client.addAuthInfo("digest", "u:p".getBytes());
        client.create("/mine", DATA, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
        assertThatThrownBy(() -> connect("", new LinkedBlockingQueue<>()).getData("/mine", false, null))
                .isInstanceOf(KeeperException.NoAuthException.class);
    }

    @Test
    void chrootIsInvisibleToTheClient() throws Exception {
        create(connect("", new LinkedBlockingQueue<>()), "/root", CreateMode.PERSISTENT);
        var events = new LinkedBlockingQueue<WatchedEvent>();
        ZooKeeper inside = connect("/root", events);
        inside.addWatch("/", AddWatchMode.PERSISTENT_RECURSIVE);
        assertThat(create(inside, "/x", CreateMode.PERSISTENT)).isEqualTo("/x");
        assertThat(next(events)).isEqualTo("NodeCreated /x");
        assertThat(inside.getChildren("/", false)).containsExactly("x");
    }

    @Test
    void repliesOfAnAsynchronousClientComeInOrder() throws Exception {
        ZooKeeper client = connect("", new LinkedBlockingQueue<>());
        create(client, "/a", CreateMode.PERSISTENT);
        int count = 2_000;
        var order = new LinkedBlockingQueue<Integer>();
        for (int i = 0; i < count; i++) {
            int number = i;
            if (i % 3 == 0) {
                client.getData("/a", false, (rc, path, ctx, data, stat) -> order.add(number), null);
            } else {
                client.setData("/a", DATA, -1, (rc, path, ctx, stat) -> order.add(number), null);
            }
        }
        for (int i = 0; i < count; i++) {
            assertThat(order.poll(30, TimeUnit.SECONDS)).isEqualTo(i);
        }
    }

    @Test
    void sessionAndWatchesSurviveARestartOfTheServer() throws Exception {
        var events = new LinkedBlockingQueue<WatchedEvent>();
        ZooKeeper client = connect("", events);
        create(client, "/e", CreateMode.EPHEMERAL);
        create(client, "/p", CreateMode.PERSISTENT);
        client.getData("/p", true, null);
        client.getChildren("/p", true);
        client.exists("/none", true);
        client.addWatch("/r", AddWatchMode.PERSISTENT_RECURSIVE);
        long session = client.getSessionId();

        int port = server.port();
        server.process().kill9();
        server = SubjectServer.start(home, port);

        ZooKeeper other = connect("", new LinkedBlockingQueue<>());
        assertThat(client.exists("/e", false).getEphemeralOwner()).isEqualTo(session);
        other.setData("/p", DATA, -1);
        create(other, "/p/x", CreateMode.PERSISTENT);
        create(other, "/none", CreateMode.PERSISTENT);
        create(other, "/r", CreateMode.PERSISTENT);
        create(other, "/r/x", CreateMode.PERSISTENT);
        assertThat(List.of(next(events), next(events), next(events), next(events), next(events)))
                .containsExactly(
                        "NodeDataChanged /p",
                        "NodeChildrenChanged /p",
                        "NodeCreated /none",
                        "NodeCreated /r",
                        "NodeCreated /r/x");
    }

    @Test
    void aSessionEndedElsewhereExpiresAtTheClient() throws Exception {
        var events = new LinkedBlockingQueue<WatchedEvent>();
        ZooKeeper client = connect("", events);
        create(client, "/e", CreateMode.EPHEMERAL);
        SubjectServer.endSession(server, client);
        WatchedEvent event = events.poll(30, TimeUnit.SECONDS);
        while (event != null && event.getState() != KeeperState.Expired) {
            event = events.poll(30, TimeUnit.SECONDS);
        }
        assertThat(event).as("an Expired event").isNotNull();
        assertThat(connect("", new LinkedBlockingQueue<>()).exists("/e", false)).isNull();
    }
}
