package io.coordkit.hbase;

import static io.coordkit.hbase.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.RegionState;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocationTrackerTest extends ServerTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName ONE = new ServerName("rs1.example.org", 16020, 1);
    private static final ServerName TWO = new ServerName("rs2.example.org", 16020, 1);

    private final List<Optional<ServerName>> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_1);
    }

    @Test
    void aMoveOfMetaIsHeardOf() throws Exception {
        MetaLocation meta = new MetaLocation(client, PATHS);
        try (LocationTracker tracker = LocationTracker.ofMeta(client, PATHS, 1, told::add)) {
            tracker.start();
            await(() -> told.equals(List.of(Optional.empty())));
            meta.write(1, MetaRegionServer.open(ONE));
            await(() -> tracker.serving().equals(Optional.of(ONE)));
            meta.write(1, new MetaRegionServer(TWO, 0, RegionState.OPENING));
            await(() -> tracker.serving().isEmpty());
            meta.write(1, MetaRegionServer.open(TWO));
            await(() -> tracker.serving().equals(Optional.of(TWO)));
        }
        assertThat(told).containsExactly(Optional.empty(), Optional.of(ONE), Optional.empty(), Optional.of(TWO));
    }

    @Test
    void rootIsTextAndAMoveIsHeardOf() throws Exception {
        RootLocation root = new RootLocation(client, PATHS);
        assertThat(root.serving()).isEmpty();
        root.write(ONE);
        assertThat(client.getData().forPath("/hbase/root-region-server"))
                .asString(StandardCharsets.UTF_8)
                .endsWith("rs1.example.org,16020,1");
        try (LocationTracker tracker = LocationTracker.ofRoot(client, PATHS, told::add)) {
            tracker.start();
            await(() -> told.equals(List.of(Optional.of(ONE))));
            assertThat(root.clear()).isTrue();
            assertThat(root.clear()).isFalse();
            await(() -> tracker.serving().isEmpty());
            client.create()
                    .forPath("/hbase/root-region-server", "rs2.example.org:16020".getBytes(StandardCharsets.UTF_8));
            await(() -> tracker.serving().equals(Optional.of(new ServerName("rs2.example.org", 16020, -1))));
            client.setData().forPath("/hbase/root-region-server", new byte[] {1});
            await(() -> tracker.serving().isEmpty());
            root.write(TWO);
            await(() -> root.serving().equals(Optional.of(TWO)));
            await(() -> tracker.serving().equals(Optional.of(TWO)));
        }
    }
}
