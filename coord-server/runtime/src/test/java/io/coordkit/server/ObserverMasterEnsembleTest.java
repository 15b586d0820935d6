package io.coordkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.config.ZooCfg;
import io.coordkit.server.peer.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three voters at addresses of their own, and an observer, the fourth, that learns from those who follow. */
@Timeout(180)
class ObserverMasterEnsembleTest {
    private static final int OBSERVER = 4;

    @TempDir
    Path directory;

    private final TreeMap<Integer, CoordServer> servers = new TreeMap<>();
    private List<Integer> ports = List.of();

    @AfterEach
    void stop() {
        servers.values().forEach(CoordServer::close);
    }

    private void startAll() throws Exception {
        ports = FreePorts.find(13);
        for (int id = 1; id <= OBSERVER; id++) {
            start(id);
        }
        awaitServing();
    }

    private void start(int id) throws Exception {
        Path data = Files.createDirectories(directory.resolve("data-" + id));
        Files.writeString(data.resolve("myid"), Integer.toString(id));
        List<String> lines = new ArrayList<>(List.of(
                "dataDir=" + data,
                "admin.enableServer=false",
                "tickTime=500",
                "initLimit=20",
                "syncLimit=10",
                "observerMasterPort=" + ports.get(12)));
        for (int other = 1; other <= OBSERVER; other++) {
            lines.add("server." + other + "=127.0.0." + other + ":" + port(other, 0) + ":" + port(other, 1)
                    + (other == OBSERVER ? ":observer" : ":participant") + ";127.0.0.1:" + port(other, 2));
        }
        Path file = directory.resolve("server-" + id + ".cfg");
        Files.write(file, lines);
        servers.put(id, CoordServer.start(ZooCfg.read(file, new Properties()).config()));
    }

    private int port(int id, int which) {
        return ports.get(3 * (id - 1) + which);
    }

    private String client(int id) {
        return "127.0.0.1:" + port(id, 2);
    }

    private void awaitServing() throws Exception {
        for (CoordServer server : servers.values()) {
            server.whenStatus(ServerStatus::serving).get(60, TimeUnit.SECONDS);
        }
    }

    private CoordServer server(long id) {
        CoordServer server = servers.get((int) id);
        if (server == null) {
            throw new IllegalStateException("server " + id + " does not run");
        }
        return server;
    }

    /** Curator's does not wait by itself. */
    private static void sync(CuratorFramework client) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        client.sync().inBackground((same, event) -> done.countDown()).forPath("/");
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anObserverGoesFromOneFollowerToAnotherAndKeepsItsSessions() throws Exception {
        startAll();
        try (CuratorFramework client = Clients.patient(client(OBSERVER));
                CuratorFramework elsewhere = Clients.patient(client(1) + "," + client(2) + "," + client(3))) {
            client.create().withMode(CreateMode.EPHEMERAL).forPath("/mine");
            long session = client.getZookeeperClient().getZooKeeper().getSessionId();
            for (int i = 0; i < 3; i++) {
                ServerStatus status = server(OBSERVER).status();
                long leader = status.leader();
                long master = status.learnsFrom();
                assertThat(master).isNotIn(leader, (long) OBSERVER, ServerStatus.NO_LEADER);
                server(master).kill();
                servers.remove((int) master);
                server(OBSERVER)
                        .whenStatus(now -> now.serving() && now.learnsFrom() != master)
                        .get(60, TimeUnit.SECONDS);
                client.create().forPath("/written-" + i);
                sync(elsewhere);
                assertThat(elsewhere.checkExists().forPath("/written-" + i)).isNotNull();
                elsewhere.create().forPath("/elsewhere-" + i);
                sync(client);
                assertThat(client.checkExists().forPath("/elsewhere-" + i)).isNotNull();
                start((int) master);
                awaitServing();
            }
            assertThat(client.getZookeeperClient().getZooKeeper().getSessionId())
                    .isEqualTo(session);
            assertThat(client.checkExists().forPath("/mine").getEphemeralOwner())
                    .isEqualTo(session);
        }
    }

    @Test
    void anObserverServesAgainWhenTheLeaderWasLost() throws Exception {
        startAll();
        try (CuratorFramework client = Clients.patient(client(OBSERVER))) {
            client.create().withMode(CreateMode.EPHEMERAL).forPath("/mine");
            ServerStatus before = server(OBSERVER).status();
            server(before.leader()).kill();
            servers.remove((int) before.leader());
            ServerStatus after = server(OBSERVER)
                    .whenStatus(now -> now.serving() && now.epoch() > before.epoch())
                    .get(60, TimeUnit.SECONDS);
            assertThat(after.learnsFrom()).isNotIn(before.leader(), after.leader());
            client.create().forPath("/written");
            assertThat(client.checkExists().forPath("/mine")).isNotNull();
        }
    }
}
