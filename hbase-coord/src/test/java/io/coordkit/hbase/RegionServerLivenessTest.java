package io.coordkit.hbase;

import static io.coordkit.hbase.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.codec.VersionInfo;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionServerLivenessTest extends ServerTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName OLD = new ServerName("rs1.example.org", 16020, 1);
    private static final ServerName NEW = new ServerName("rs1.example.org", 16020, 2);

    private final List<String> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_2);
    }

    @Test
    void baseNodesHoldEmptyDataAndAreMadeOnce() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_2);
        BaseNodes.create(client, HBasePaths.DEFAULT.withBase("/a/b/hbase"), Generation.HBASE_1);

        for (String path : PATHS.directories(Generation.HBASE_2)) {
            assertThat(client.getData().forPath(path)).as(path).isNotNull().isEmpty();
        }
        assertThat(client.checkExists().forPath("/a/b/hbase/table-lock")).isNotNull();
    }

    @Test
    void aRegistrationTellsWhatRuns() throws Exception {
        RegionServerInfo info = new RegionServerInfo(16030, Optional.of(VersionInfo.of("2.6.3", 2, 6)));
        try (RegionServerRegistration ignored = RegionServerRegistration.register(client, PATHS, OLD, info)) {
            assertThat(RegionServerInfo.parse(client.getData().forPath(PATHS.regionServer(OLD))))
                    .isEqualTo(info);
            assertThat(client.checkExists().forPath(PATHS.regionServer(OLD)).getEphemeralOwner())
                    .isNotZero();
        }
        assertThat(client.checkExists().forPath(PATHS.regionServer(OLD))).isNull();
    }

    @Test
    void aNameHeldByAnotherSessionIsRefused() throws Exception {
        try (CuratorFramework other = Clients.connect(server)) {
            RegionServerRegistration.register(other, PATHS, OLD, RegionServerInfo.NONE);

            assertThatThrownBy(() -> RegionServerRegistration.register(client, PATHS, OLD, RegionServerInfo.NONE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("held by another session");
        }
    }

    @Test
    void whatTheServerRefusesIsACoordinationException() {
        HBasePaths unprepared = HBasePaths.DEFAULT.withBase("/nowhere");
        assertThatThrownBy(() -> RegionServerRegistration.register(client, unprepared, OLD, RegionServerInfo.NONE))
                .isInstanceOf(CoordinationException.class)
                .hasMessage("cannot create /nowhere/rs/rs1.example.org,16020,1: NONODE");
        assertThatThrownBy(() -> new MetaLocation(client, unprepared).write(0, MetaRegionServer.open(OLD)))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("cannot create /nowhere/meta-region-server: NONODE");
    }

    @Test
    void closingLeavesTheNodeOfAnotherSessionAlone() throws Exception {
        try (CuratorFramework late = Clients.connect(server);
                RegionServerRegistration lost =
                        RegionServerRegistration.register(late, PATHS, OLD, RegionServerInfo.NONE)) {
            client.delete().forPath(PATHS.regionServer(OLD));
            RegionServerRegistration.register(client, PATHS, OLD, RegionServerInfo.NONE);
            lost.close();

            assertThat(client.checkExists().forPath(PATHS.regionServer(OLD))).isNotNull();
        }
    }

    @Test
    void everyIncarnationAppearsOnceAndDiesOnce() throws Exception {
        client.create().forPath(PATHS.regionServers() + "/no-server");
        try (RegionServerTracker tracker = new RegionServerTracker(client, PATHS, recorder())) {
            tracker.start();
            CuratorFramework first = Clients.connect(server);
            RegionServerRegistration.register(first, PATHS, OLD, RegionServerInfo.NONE);
            await(() -> events.equals(List.of("+1")));
            CuratorFramework second = Clients.connect(server);
            RegionServerRegistration.register(second, PATHS, NEW, RegionServerInfo.NONE);
            await(() -> events.equals(List.of("+1", "-1", "+2")));
            first.close();
            await(() -> client.checkExists().forPath(PATHS.regionServer(OLD)) == null);
            assertThat(tracker.live()).containsExactly(NEW);
            second.close();
            await(() -> tracker.live().isEmpty());
        }
        assertThat(events).containsExactly("+1", "-1", "+2", "-2");
    }

    private RegionServerTracker.Listener recorder() {
        return new RegionServerTracker.Listener() {
            @Override
            public void appeared(ServerName name) {
                events.add("+" + name.startCode());
            }

            @Override
            public void died(ServerName name) {
                events.add("-" + name.startCode());
            }
        };
    }
}
