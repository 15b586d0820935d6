package io.coordkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.server.config.ZooCfg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.FourLetterWordMain;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified ZooKeeper client against an embedded server. */
class CoordServerTest {
    @TempDir
    Path directory;

    @Test
    void servesAnUnmodifiedClient() throws Exception {
        try (CoordServer server = start();
                ZooKeeper client = connect(server, event -> {})) {
            assertThat(client.create("/a", "one".getBytes(), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT))
                    .isEqualTo("/a");
            Stat stat = new Stat();
            assertThat(client.getData("/a", false, stat)).asString().isEqualTo("one");
            assertThat(client.setData("/a", null, 0).getVersion()).isEqualTo(1);
            assertThat(client.getData("/a", false, stat)).isNull();
            assertThat(client.create(
                            "/a/s-", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL))
                    .isEqualTo("/a/s-0000000000");
            assertThat(client.getChildren("/a", false)).containsExactly("s-0000000000");
            assertThat(client.exists("/a/s-0000000000", false).getEphemeralOwner())
                    .isEqualTo(client.getSessionId());
            assertThatThrownBy(() -> client.delete("/a", -1)).isInstanceOf(KeeperException.NotEmptyException.class);
            client.multi(List.of(Op.check("/a", 1), Op.setData("/a", "two".getBytes(), 1)));
            assertThat(client.getData("/a", false, stat)).asString().isEqualTo("two");
        }
    }

    @Test
    void tellsWatchersBeforeTheyCanSeeTheChange() throws Exception {
        BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        try (CoordServer server = start();
                ZooKeeper watcher = connect(server, event -> {});
                ZooKeeper writer = connect(server, event -> {})) {
            assertThat(watcher.exists("/w", events::add)).isNull();
            writer.create("/w", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            WatchedEvent event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            assertThat(event.getType()).isEqualTo(Watcher.Event.EventType.NodeCreated);
            assertThat(event.getPath()).isEqualTo("/w");
        }
    }

    @Test
    void keepsEverythingAcrossARestart() throws Exception {
        try (CoordServer server = start();
                ZooKeeper client = connect(server, event -> {})) {
            for (int i = 0; i < 100; i++) {
                client.create("/n" + i, new byte[i], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
        }
        try (CoordServer server = start();
                ZooKeeper client = connect(server, event -> {})) {
            assertThat(client.getChildren("/", false)).hasSize(101);
            assertThat(client.getData("/n99", false, null)).hasSize(99);
        }
    }

    @Test
    void endsASilentSession() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (CoordServer server = start();
                ZooKeeper observer = connect(server, event -> {})) {
            ZooKeeper dying = connect(server, event -> {});
            dying.create("/e", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            observer.exists("/e", event -> gone.countDown());
            // Drops the socket without a closeSession, as a crash would.
            dying.getTestable().injectSessionExpiration();
            dying.getTestable().closeSocket();
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(observer.exists("/e", false)).isNull();
            dying.close();
        }
    }

    @Test
    void pausesAreMeasuredWhereThatIsWanted() throws Exception {
        Pattern measured = Pattern.compile("^zk_cnt_jvm_pause_time_ms\t[1-9]", Pattern.MULTILINE);
        try (CoordServer server =
                start("4lw.commands.whitelist=mntr", "jvm.pause.monitor=true", "jvm.pause.sleep.time.ms=1")) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!measured.matcher(FourLetterWordMain.send4LetterWord("127.0.0.1", server.clientPort(), "mntr"))
                    .find()) {
                assertThat(System.nanoTime() - deadline).as("patience left").isNegative();
            }
        }
    }

    /** The first time at once ({@code DatadirCleanupManager}). */
    @Test
    void oldFilesGoByThemselvesWhereThatIsWanted() throws Exception {
        start().close();
        Path files = directory.resolve("version-2");
        for (int zxid = 1; zxid <= 4; zxid++) {
            Files.copy(files.resolve("snapshot.0"), files.resolve("snapshot." + zxid));
        }
        try (CoordServer server = start("autopurge.purgeInterval=1")) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (Files.exists(files.resolve("snapshot.0")) || Files.exists(files.resolve("snapshot.1"))) {
                assertThat(System.nanoTime() - deadline).as("patience left").isNegative();
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(server.termination()).isNotDone();
        }
        for (int zxid = 2; zxid <= 4; zxid++) {
            assertThat(files.resolve("snapshot." + zxid)).exists();
        }
    }

    private CoordServer start(String... more) throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "dataDir=" + directory, "clientPort=0", "clientPortAddress=127.0.0.1", "admin.enableServer=false"));
        lines.addAll(List.of(more));
        Path cfg = Files.write(directory.resolve("zoo.cfg"), lines);
        return CoordServer.start(ZooCfg.read(cfg, new Properties()).config());
    }

    private CoordServer start() throws Exception {
        return CoordServer.builder()
                .dataDirectory(directory)
                .tickTime(Duration.ofMillis(200))
                .start();
    }

    private static ZooKeeper connect(CoordServer server, Watcher watcher) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(server.connectString(), 2000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
            watcher.process(event);
        });
        assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
        return client;
    }
}
