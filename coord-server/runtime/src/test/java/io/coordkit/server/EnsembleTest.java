package io.coordkit.server;

import static io.coordkit.server.Clients.connect;
import static io.coordkit.server.Clients.create;
import static io.coordkit.server.Clients.patient;
import static io.coordkit.server.Clients.read;
import static io.coordkit.server.Clients.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.election.ServerState;
import io.coordkit.core.zab.Phase;
import io.coordkit.core.zab.ServerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Unmodified clients of an ensemble whose members come and go. */
@Timeout(180)
class EnsembleTest {
    @TempDir
    Path directory;

    private CoordEnsemble start() throws Exception {
        return CoordEnsemble.builder().directory(directory).start();
    }

    private static int follower(CoordEnsemble ensemble) throws InterruptedException {
        int leader = ensemble.leader();
        return ensemble.members().stream()
                .filter(member -> member != leader && ensemble.isRunning(member))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyMemberTakesWritesAndShowsThoseOfTheOthers() throws Exception {
        try (CoordEnsemble ensemble = start()) {
            List<ZooKeeper> clients = new ArrayList<>();
            for (int member : ensemble.members()) {
                clients.add(connect(ensemble.connectString(member)));
            }
            for (int i = 0; i < 30; i++) {
                create(clients.get(i % 3), "/z" + i, "by " + i, CreateMode.PERSISTENT);
                assertThat(read(clients.get((i + 1) % 3), "/z" + i)).isEqualTo("by " + i);
            }
            for (ZooKeeper client : clients) {
                sync(client);
                assertThat(client.getChildren("/", false)).hasSize(31);
                client.close();
            }
        }
    }

    @Test
    void whatWasSetAtOneMemberIsSeenAtAnotherAfterASync() throws Exception {
        try (CoordEnsemble ensemble = start();
                ZooKeeper writer = connect(ensemble.connectString(ensemble.leader()));
                ZooKeeper reader = connect(ensemble.connectString(follower(ensemble)))) {
            create(writer, "/n", "0", CreateMode.PERSISTENT);
            for (int i = 1; i <= 200; i++) {
                String data = Integer.toString(i);
                writer.setData("/n", data.getBytes(), -1);
                assertThat(read(reader, "/n")).isEqualTo(data);
            }
        }
    }

    @Test
    void sessionsAndEphemeralsOutliveTheLeader() throws Exception {
        try (CoordEnsemble ensemble = start();
                CuratorFramework client = patient(ensemble.connectString())) {
            client.create().withMode(CreateMode.EPHEMERAL).forPath("/mine", "alive".getBytes());
            long session = client.getZookeeperClient().getZooKeeper().getSessionId();
            for (int i = 0; i < 3; i++) {
                int leader = ensemble.leader();
                ensemble.kill(leader);
                client.setData().forPath("/mine", ("after " + i).getBytes());
                assertThat(client.checkExists().forPath("/mine").getEphemeralOwner())
                        .isEqualTo(session);
                ensemble.start(leader);
                ensemble.awaitServing();
            }
            assertThat(client.getZookeeperClient().getZooKeeper().getSessionId())
                    .isEqualTo(session);
            client.close();
            try (ZooKeeper other = connect(ensemble.connectString())) {
                sync(other);
                assertThat(other.exists("/mine", false)).isNull();
            }
        }
    }

    @Test
    void anEphemeralGoesWithItsSessionWhoeverLeads() throws Exception {
        BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        try (CoordEnsemble ensemble = CoordEnsemble.builder()
                        .directory(directory)
                        .tickTime(Duration.ofMillis(200))
                        .start();
                CuratorFramework watcher = patient(ensemble.connectString())) {
            ZooKeeper dying = connect(ensemble.connectString(follower(ensemble)));
            create(dying, "/dying", "", CreateMode.EPHEMERAL);
            watcher.sync().forPath("/");
            assertThat(watcher.checkExists()
                            .usingWatcher((Watcher) event -> {
                                if (event.getType() != Watcher.Event.EventType.None) {
                                    events.add(event);
                                }
                            })
                            .forPath("/dying"))
                    .isNotNull();
            // Drops the socket without a closeSession, as a crash would.
            dying.getTestable().injectSessionExpiration();
            dying.getTestable().closeSocket();
            ensemble.kill(ensemble.leader());
            WatchedEvent event = events.poll(60, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            assertThat(event.getType()).isEqualTo(Watcher.Event.EventType.NodeDeleted);
            dying.close();
        }
    }

    @Test
    void watchesAtOneMemberSeeWritesAtAnother() throws Exception {
        BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        try (CoordEnsemble ensemble = start();
                ZooKeeper writer = connect(ensemble.connectString(ensemble.leader()));
                ZooKeeper watcher = connect(ensemble.connectString(follower(ensemble)))) {
            for (int i = 0; i < 20; i++) {
                assertThat(watcher.exists("/w" + i, events::add)).isNull();
                create(writer, "/w" + i, "", CreateMode.PERSISTENT);
                WatchedEvent event = events.poll(60, TimeUnit.SECONDS);
                assertThat(event).isNotNull();
                assertThat(event.getPath()).isEqualTo("/w" + i);
                assertThat(watcher.exists("/w" + i, false)).isNotNull();
            }
        }
    }

    @Test
    void observersServeWithoutCounting() throws Exception {
        try (CoordEnsemble ensemble = CoordEnsemble.builder()
                        .directory(directory)
                        .observers(1)
                        .start();
                CuratorFramework client = patient(ensemble.connectString())) {
            assertThat(ensemble.server(4).status().state()).isEqualTo(ServerState.OBSERVING);
            try (ZooKeeper atObserver = connect(ensemble.connectString(4))) {
                create(atObserver, "/by-observer", "yes", CreateMode.PERSISTENT);
            }
            assertThat(client.getData().forPath("/by-observer")).asString().isEqualTo("yes");
            ensemble.kill(4);
            client.create().forPath("/without-observer", "yes".getBytes());
            ensemble.start(4);
            ensemble.awaitServing();
            try (ZooKeeper atObserver = connect(ensemble.connectString(4))) {
                assertThat(read(atObserver, "/without-observer")).isEqualTo("yes");
            }
            ensemble.kill(1);
            ensemble.kill(2);
            for (int left : List.of(3, 4)) {
                ServerStatus alone = ensemble.server(left)
                        .whenStatus(status -> !status.serving())
                        .get(60, TimeUnit.SECONDS);
                assertThat(alone.phase()).isNotEqualTo(Phase.BROADCAST);
            }
        }
    }

    @Test
    void aMinorityServesNobodyAndAMajorityGoesOn() throws Exception {
        try (CoordEnsemble ensemble = start();
                CuratorFramework client = patient(ensemble.connectString())) {
            client.create().forPath("/before");
            int first = follower(ensemble);
            ensemble.kill(first);
            int second = follower(ensemble);
            ensemble.kill(second);
            int left = 6 - first - second;
            assertThat(ensemble.server(left)
                            .whenStatus(status -> !status.serving())
                            .get(60, TimeUnit.SECONDS)
                            .leader())
                    .isEqualTo(ServerStatus.NO_LEADER);
            ensemble.start(second);
            ensemble.awaitServing();
            client.create().forPath("/after");
            assertThat(client.getChildren().forPath("/")).contains("before", "after");
        }
    }

    @Test
    void whoWasAwayIsBroughtUpToDate() throws Exception {
        try (CoordEnsemble ensemble = start();
                ZooKeeper client = connect(ensemble.connectString(ensemble.leader()))) {
            int away = follower(ensemble);
            // Fewer than the leader remembers, then more, then everything.
            for (int missed : List.of(10, 2000)) {
                ensemble.kill(away);
                write(client, missed);
                ensemble.start(away);
                ensemble.awaitServing();
                assertHolds(ensemble, away, client.getChildren("/", false));
            }
            ensemble.stop(away);
            delete(directory.resolve(Integer.toString(away)));
            ensemble.start(away);
            ensemble.awaitServing();
            assertHolds(ensemble, away, client.getChildren("/", false));
        }
    }

    private static void write(ZooKeeper client, int count) throws Exception {
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        for (int i = 0; i < count; i++) {
            client.create(
                    "/n" + count + "-" + i,
                    new byte[100],
                    ZooDefs.Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT,
                    (code, path, context, name) -> codes.add(code),
                    null);
        }
        for (int i = 0; i < count; i++) {
            assertThat(codes.poll(60, TimeUnit.SECONDS)).isZero();
        }
    }

    private static void assertHolds(CoordEnsemble ensemble, int member, List<String> children) throws Exception {
        try (ZooKeeper client = connect(ensemble.connectString(member))) {
            sync(client);
            assertThat(client.getChildren("/", false)).containsExactlyInAnyOrderElementsOf(children);
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void everythingIsThereAfterAllHaveBeenAway() throws Exception {
        try (CoordEnsemble ensemble = start();
                CuratorFramework client = patient(ensemble.connectString())) {
            client.create().withMode(CreateMode.EPHEMERAL).forPath("/mine");
            IntStream.of(1, 2, 3).forEach(ensemble::kill);
            for (int member : ensemble.members()) {
                ensemble.start(member);
            }
            ensemble.awaitServing();
            client.create().forPath("/after");
            assertThat(client.getChildren().forPath("/")).contains("mine", "after");
        }
    }

    @Test
    void whoIsAskedForAMemberThatIsNotThereSaysSo() throws Exception {
        try (CoordEnsemble ensemble =
                CoordEnsemble.builder().directory(directory).voters(1).start()) {
            assertThat(ensemble.leader()).isEqualTo(1);
            assertThatThrownBy(() -> ensemble.connectString(2)).hasMessage("members are [1], not 2");
            assertThatThrownBy(() -> ensemble.start(1)).hasMessage("member 1 runs already");
            CoordServer server = ensemble.server(1);
            ensemble.stop(1);
            ensemble.kill(1);
            assertThat(ensemble.isRunning(1)).isFalse();
            assertThatThrownBy(() -> ensemble.server(1)).hasMessage("member 1 does not run");
            assertThatThrownBy(server::status).hasMessage("the server has stopped");
        }
    }
}
