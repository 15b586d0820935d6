package io.coordkit.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.testcontainers.images.builder.Transferable;

/** The product image: it serves unmodified clients, takes its configuration, stops when told, and survives kill -9. */
@InContainers
class ServerImageTest {

    private static final int ASKED_SESSION_MS = 30_000;
    private static final int ACKNOWLEDGED_BEFORE_DEATH = 500;
    private static final int WRITES = 50_000;

    @Test
    void servesTheJavaClientAndCuratorAndIsNotRoot() throws Exception {
        try (ServerContainer server = new ServerContainer()) {
            server.start();
            try (ZooKeeper client = connect(server);
                    CuratorFramework curator = server.connect();
                    LeaderLatch latch = new LeaderLatch(curator, "/latch")) {
                client.create("/a", new byte[] {1}, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                assertThat(curator.getData().forPath("/a")).containsExactly(1);
                assertThat(client.getSessionTimeout()).isEqualTo(ASKED_SESSION_MS);
                var mutex = new InterProcessMutex(curator, "/mutex");
                assertThat(mutex.acquire(30, TimeUnit.SECONDS)).isTrue();
                mutex.release();
                latch.start();
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(server.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
        }
    }

    @Test
    void aSettingFromTheEnvironmentCounts() throws Exception {
        try (ServerContainer server = new ServerContainer().withJvmOptions("-Dzookeeper.maxSessionTimeout=9000")) {
            server.start();
            try (ZooKeeper client = connect(server)) {
                assertThat(client.getSessionTimeout()).isEqualTo(9000);
            }
        }
    }

    @Test
    void aConfigurationFileOfOnesOwnTakesThePlaceOfOurs() throws Exception {
        var file = Transferable.of("dataDir=/data/mine\nclientPort=2181\ntickTime=100\n");
        try (ServerContainer server = new ServerContainer().withCopyToContainer(file, "/conf/zoo.cfg")) {
            server.start();
            try (ZooKeeper client = connect(server)) {
                assertThat(client.getSessionTimeout()).isEqualTo(2000);
            }
            assertThat(server.execInContainer("ls", "/data").getStdout().strip())
                    .isEqualTo("mine");
        }
    }

    @Test
    void dockerStopIsAnOrderlyEndAndTheVolumeKeepsTheData() throws Exception {
        try (DataVolume volume = DataVolume.create()) {
            try (ServerContainer server = new ServerContainer().onVolume(volume.name())) {
                server.start();
                try (CuratorFramework client = server.connect()) {
                    client.create().forPath("/kept", new byte[] {7});
                }
                assertThat(server.dockerStop()).isZero();
                assertThat(server.getLogs()).contains("stopped");
            }
            try (ServerContainer server = new ServerContainer().onVolume(volume.name())) {
                server.start();
                try (CuratorFramework client = server.connect()) {
                    assertThat(client.getData().forPath("/kept")).containsExactly(7);
                }
            }
        }
    }

    @Test
    void aKilledServerHasLostNothingThatItAcknowledged() throws Exception {
        try (DataVolume volume = DataVolume.create()) {
            Set<String> acknowledged;
            try (ServerContainer server = new ServerContainer().onVolume(volume.name())) {
                server.start();
                acknowledged = writeUntilKilled(server);
            }
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_DEATH);
            try (ServerContainer server = new ServerContainer().onVolume(volume.name())) {
                server.start();
                try (CuratorFramework client = server.connect()) {
                    List<String> found = client.getChildren().forPath("/load");
                    assertThat(found).doesNotHaveDuplicates().containsAll(acknowledged);
                }
            }
        }
    }

    /** Keeps many writes in flight and kills the server among them; returns those that it acknowledged. */
    private static Set<String> writeUntilKilled(ServerContainer server) throws Exception {
        var acknowledged = new ConcurrentSkipListSet<String>();
        var answers = new CountDownLatch(WRITES);
        try (ZooKeeper client = connect(server)) {
            client.create("/load", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            for (int n = 0; n < WRITES; n++) {
                client.create(
                        "/load/n-" + n,
                        new byte[100],
                        Ids.OPEN_ACL_UNSAFE,
                        CreateMode.PERSISTENT,
                        (code, path, context, name) -> {
                            if (code == KeeperException.Code.OK.intValue()) {
                                acknowledged.add(name.substring("/load/".length()));
                            }
                            answers.countDown();
                        },
                        null);
            }
            Eventually.holds(Duration.ofSeconds(60), () -> acknowledged.size() >= ACKNOWLEDGED_BEFORE_DEATH);
            assertThat(server.dockerKill()).isEqualTo(137);
        }
        assertThat(answers.await(60, TimeUnit.SECONDS))
                .as("each write is answered or given up")
                .isTrue();
        return acknowledged;
    }

    private static ZooKeeper connect(ServerContainer server) throws Exception {
        var connected = new CountDownLatch(1);
        var client = new ZooKeeper(server.connectString(), ASKED_SESSION_MS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        assertThat(connected.await(30, TimeUnit.SECONDS)).isTrue();
        return client;
    }
}
