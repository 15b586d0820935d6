package io.coordkit.hbase;

import static io.coordkit.hbase.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.RegionEvent;
import io.coordkit.hbase.codec.RegionTransition;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.RegionMove;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.RegionName;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionsInTransitionTest extends ServerTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName SERVER = new ServerName("rs1", 16020, 1);
    private static final ServerName OTHER = new ServerName("rs2", 16020, 1);
    private static final RegionName REGION = RegionName.of("t1,,1.abc.");
    private static final int MANY = 100_000;
    private static final int CREATES_IN_A_CALL = 1000;

    private RegionsInTransition regions;

    @BeforeEach
    void start() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_1);
        regions = new RegionsInTransition(client, PATHS);
    }

    private OptionalInt move(RegionEvent from, RegionEvent to, int version) throws Exception {
        return regions.move(REGION, new RegionMove(from, to, SERVER, version));
    }

    @Test
    void aRegionIsOpened() throws Exception {
        assertThat(regions.offline(REGION, SERVER)).isTrue();
        assertThat(regions.offline(REGION, SERVER)).isFalse();
        assertThat(move(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, RegionMove.ANY_VERSION))
                .hasValue(1);
        assertThat(move(RegionEvent.RS_ZK_REGION_OPENING, RegionEvent.RS_ZK_REGION_OPENING, 1))
                .hasValue(2);
        assertThat(move(RegionEvent.RS_ZK_REGION_OPENING, RegionEvent.RS_ZK_REGION_OPENED, 1))
                .isEmpty();
        assertThat(move(RegionEvent.RS_ZK_REGION_OPENING, RegionEvent.RS_ZK_REGION_OPENED, 2))
                .hasValue(3);
        assertThat(regions.remove(REGION, RegionEvent.RS_ZK_REGION_OPENED, OTHER))
                .isFalse();
        assertThat(regions.remove(REGION, RegionEvent.RS_ZK_REGION_OPENED, SERVER))
                .isTrue();
        assertThat(regions.remove(REGION, RegionEvent.RS_ZK_REGION_OPENED, SERVER))
                .isFalse();
    }

    @Test
    void aRegionIsClosed() throws Exception {
        assertThat(regions.closing(REGION, SERVER)).isTrue();
        assertThat(regions.closing(REGION, SERVER)).isFalse();
        assertThat(move(RegionEvent.M_ZK_REGION_CLOSING, RegionEvent.RS_ZK_REGION_CLOSED, 0))
                .hasValue(1);
        assertThat(regions.find(REGION).orElseThrow().transition().event()).isEqualTo(RegionEvent.RS_ZK_REGION_CLOSED);
    }

    @Test
    void aServerWhoseRegionWasForcedOfflineIsTooLate() throws Exception {
        regions.offline(REGION, SERVER);
        move(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, 0);
        assertThat(regions.forceOffline(REGION, OTHER)).hasValue(2);

        assertThat(move(RegionEvent.RS_ZK_REGION_OPENING, RegionEvent.RS_ZK_REGION_OPENED, 1))
                .isEmpty();
        assertThat(move(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, RegionMove.ANY_VERSION))
                .isEmpty();
        assertThat(regions.move(
                        REGION,
                        new RegionMove(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, OTHER, 2)))
                .hasValue(3);
    }

    @Test
    void oneOfManyTakesAStep() throws Exception {
        regions.offline(REGION, SERVER);
        var threads = Executors.newFixedThreadPool(8);
        List<Future<OptionalInt>> attempts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            attempts.add(
                    threads.submit(() -> move(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, 0)));
        }
        int winners = 0;
        for (Future<OptionalInt> attempt : attempts) {
            winners += attempt.get().isPresent() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(winners).isEqualTo(1);
    }

    @Test
    void aDamagedRegionIsReportedAndLeftAlone() throws Exception {
        String path = PATHS.regionInTransition(REGION.encoded());
        client.create().forPath(path, new byte[] {1});

        assertThatThrownBy(() -> regions.find(REGION))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining(path);
        assertThat(regions.load().unreadable()).containsExactly(path);
        assertThat(regions.load().regions()).isEmpty();
        assertThat(client.getData().forPath(path)).containsExactly(1);
    }

    @Test
    void aTrackerHearsOfEachChangeOnce() throws Exception {
        regions.offline(REGION, SERVER);
        List<String> events = new CopyOnWriteArrayList<>();
        try (RegionsInTransitionTracker tracker = new RegionsInTransitionTracker(
                client,
                PATHS,
                (name, now) -> events.add(
                        name + " " + now.map(found -> found.event().name()).orElse("gone")))) {
            tracker.start();
            await(() -> events.equals(List.of("abc M_ZK_REGION_OFFLINE")));
            move(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, 0);
            await(() -> events.size() == 2);
            move(RegionEvent.RS_ZK_REGION_OPENING, RegionEvent.RS_ZK_REGION_OPENED, 1);
            await(() -> events.size() == 3);
            regions.remove(REGION, RegionEvent.RS_ZK_REGION_OPENED, SERVER);
            await(() -> tracker.regions().isEmpty());
        }
        assertThat(events)
                .containsExactly(
                        "abc M_ZK_REGION_OFFLINE", "abc RS_ZK_REGION_OPENING", "abc RS_ZK_REGION_OPENED", "abc gone");
    }

    /** A whole cluster in transition: loaded in one listing and 200 reads; a change of one concerns one. */
    @Test
    void aHundredThousandRegions() throws Exception {
        for (int from = 0; from < MANY; from += CREATES_IN_A_CALL) {
            createMany(from);
        }
        List<String> changes = new CopyOnWriteArrayList<>();
        try (RegionsInTransitionTracker tracker = new RegionsInTransitionTracker(client, PATHS, (name, now) -> {
            if (now.isEmpty() || now.get().event() != RegionEvent.M_ZK_REGION_OFFLINE) {
                changes.add(name);
            }
        })) {
            RegionsInTransition.Loaded loaded = regions.load();
            assertThat(loaded.regions()).hasSize(MANY);
            assertThat(loaded.calls()).isEqualTo(1 + MANY / 500);

            tracker.start();
            await(() -> tracker.regions().size() == MANY);
            RegionMove open =
                    new RegionMove(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, SERVER, 0);
            regions.move(region(4711), open);
            await(() -> !changes.isEmpty());
            assertThat(changes).containsExactly(region(4711).encoded());
        }
    }

    private static RegionName region(int number) {
        return RegionName.of("t1,row%d,1.%032x.".formatted(number, number));
    }

    private void createMany(int from) throws Exception {
        List<CuratorOp> creates = new ArrayList<>();
        for (int i = from; i < from + CREATES_IN_A_CALL; i++) {
            byte[] value = RegionTransition.of(
                            RegionEvent.M_ZK_REGION_OFFLINE, region(i).name(), 1, SERVER)
                    .toBytes();
            creates.add(client.transactionOp()
                    .create()
                    .forPath(PATHS.regionInTransition(region(i).encoded()), value));
        }
        client.transaction().forOperations(creates);
    }
}
