package io.coordkit.hbase;

import static io.coordkit.hbase.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.PeerState;
import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.codec.ReplicationPeer;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.codec.WalPosition;
import io.coordkit.hbase.machine.ClaimedQueue;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replication between two clusters that each have both as peers: queues, positions, and claims when servers die. */
class ReplicationTest extends ServerTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName MORTAL = new ServerName("rs1", 16020, 1);
    private static final QueueId FIRST = QueueId.of("first");
    private static final QueueId SECOND = QueueId.of("second");

    private ReplicationQueues queues;
    private ReplicationPeers peers;

    @BeforeEach
    void start() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_2);
        queues = new ReplicationQueues(client, PATHS);
        peers = new ReplicationPeers(client, PATHS, Generation.HBASE_2);
    }

    @Test
    void peersComeChangeAndGo() throws Exception {
        ReplicationPeer peer = ReplicationPeer.of("zk1:2181:/hbase");
        assertThat(peers.ids()).isEmpty();
        assertThat(peers.add("p", peer, PeerState.ENABLED)).isTrue();
        assertThat(peers.add("p", peer, PeerState.DISABLED)).isFalse();
        assertThat(peers.state("p")).contains(PeerState.ENABLED);
        assertThat(peers.update("p", ReplicationPeer.of("zk2:2181:/hbase"))).isTrue();
        assertThat(peers.find("p")).contains(ReplicationPeer.of("zk2:2181:/hbase"));
        assertThat(peers.remove("p")).isTrue();
        assertThat(peers.remove("p")).isFalse();
        assertThat(peers.find("p")).isEmpty();
        assertThat(peers.state("p")).isEmpty();
        assertThat(peers.setState("p", PeerState.ENABLED)).isFalse();
        assertThatThrownBy(() -> peers.add("a-b", peer, PeerState.ENABLED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void positionsOnlyMoveForward() throws Exception {
        assertThat(queues.advance(MORTAL, FIRST, "w1", new WalPosition(5))).isEmpty();
        assertThat(queues.addWal(MORTAL, FIRST, "w1")).isTrue();
        assertThat(queues.addWal(MORTAL, FIRST, "w1")).isFalse();
        assertThat(queues.position(MORTAL, FIRST, "w1")).contains(WalPosition.START);
        assertThat(queues.advance(MORTAL, FIRST, "w1", new WalPosition(5))).contains(new WalPosition(5));
        assertThat(queues.advance(MORTAL, FIRST, "w1", new WalPosition(3))).contains(new WalPosition(5));
        assertThat(queues.position(MORTAL, FIRST, "w1")).contains(new WalPosition(5));

        // Another process, later: the breakpoint is there.
        assertThat(new ReplicationQueues(client, PATHS).position(MORTAL, FIRST, "w1"))
                .contains(new WalPosition(5));
    }

    @Test
    void positionsMoveForwardWhoeverReportsThem() throws Exception {
        queues.addWal(MORTAL, FIRST, "w1");
        List<Future<?>> reports = new ArrayList<>();
        var threads = Executors.newFixedThreadPool(8);
        for (int i = 1; i <= 200; i++) {
            long offset = i;
            reports.add(threads.submit(() -> queues.advance(MORTAL, FIRST, "w1", new WalPosition(offset))));
        }
        for (Future<?> report : reports) {
            report.get();
        }
        threads.shutdown();

        assertThat(queues.position(MORTAL, FIRST, "w1")).contains(new WalPosition(200));
    }

    @Test
    void aCleanerKeepsWhatIsInAnyQueue() throws Exception {
        assertThat(queues.deletable(List.of("w1"))).containsExactly("w1");
        queues.addWal(MORTAL, FIRST, "w1");
        queues.addWal(MORTAL, SECOND, "w1");
        queues.addWal(MORTAL, SECOND, "w2");

        assertThat(queues.deletable(List.of("w0", "w1", "w2"))).containsExactly("w0");
        assertThat(queues.removeWal(MORTAL, SECOND, "w1")).isTrue();
        assertThat(queues.removeWal(MORTAL, SECOND, "w1")).isFalse();
        assertThat(queues.deletable(List.of("w0", "w1", "w2"))).containsExactly("w0");
        queues.removeWal(MORTAL, FIRST, "w1");
        assertThat(queues.deletable(List.of("w0", "w1", "w2"))).containsExactly("w0", "w1");
        queues.removeQueue(MORTAL, SECOND);
        assertThat(queues.walsInUse()).isEmpty();
    }

    @Test
    void damagedValuesAreReportedWithTheirPathAndLeftAlone() throws Exception {
        byte[] damaged = {1, 2};
        String wal = PATHS.replication().wal(MORTAL, FIRST, "w1");
        queues.addWal(MORTAL, FIRST, "w1");
        client.setData().forPath(wal, damaged);
        peers.add("p", ReplicationPeer.of("k"), PeerState.ENABLED);
        client.setData().forPath("/hbase/replication/peers/p/peer-state", damaged);
        client.setData().forPath("/hbase/replication/peers/p", new byte[0]);
        client.create().forPath("/hbase/replication/rs/no-server");

        assertThatThrownBy(() -> queues.position(MORTAL, FIRST, "w1"))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining(wal);
        assertThatThrownBy(() -> queues.advance(MORTAL, FIRST, "w1", new WalPosition(9)))
                .isInstanceOf(UnreadableValueException.class);
        assertThatThrownBy(() -> peers.state("p")).hasMessageContaining("/hbase/replication/peers/p/peer-state");
        assertThatThrownBy(() -> peers.find("p")).hasMessageContaining("/hbase/replication/peers/p");
        assertThat(client.getData().forPath(wal)).isEqualTo(damaged);
        assertThat(queues.servers()).containsExactly(MORTAL);

        // A claim moves it as it is.
        ServerName heir = register(client, 2);
        ClaimedQueue claimed = claimer(true, client, heir).claim(MORTAL, FIRST).orElseThrow();
        assertThat(client.getData().forPath(PATHS.replication().wal(heir, claimed.id(), "w1")))
                .isEqualTo(damaged);
    }

    /** Each server's queues for both peers survive its death in one of the others, whichever of them is faster. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theQueuesOfADeadServerAreTakenOverExactlyOnce(boolean byMulti) throws Exception {
        peers.add("first", ReplicationPeer.of("zk1:2181:/hbase"), PeerState.ENABLED);
        peers.add("second", ReplicationPeer.of("zk2:2181:/hbase"), PeerState.ENABLED);
        CuratorFramework mortal = Clients.connect(server);
        RegionServerRegistration.register(mortal, PATHS, MORTAL, RegionServerInfo.NONE);
        for (QueueId queue : List.of(FIRST, SECOND)) {
            queues.addWal(MORTAL, queue, "w1");
            queues.addWal(MORTAL, queue, "w2");
            queues.advance(MORTAL, queue, "w1", new WalPosition(77));
        }
        List<ClaimedQueue> claimed = new CopyOnWriteArrayList<>();
        List<AutoCloseable> heirs = new ArrayList<>();
        for (int i = 2; i <= 5; i++) {
            CuratorFramework own = Clients.connect(server);
            heirs.add(own);
            heirs.add(0, heir(own, claimer(byMulti, own, register(own, i)), claimed));
        }

        mortal.close();
        await(() -> claimed.size() == 2);
        await(() -> !queues.servers().contains(MORTAL) || queues.queues(MORTAL).isEmpty());
        for (AutoCloseable heir : heirs) {
            heir.close();
        }
        assertThat(claimed).hasSize(2).allSatisfy(queue -> {
            assertThat(queue.id().deadServers()).containsExactly(MORTAL);
            assertThat(queue.wals()).containsExactly("w1", "w2");
        });
        assertThat(positions()).containsExactly(77L, 77L);
    }

    private List<Long> positions() throws Exception {
        List<Long> positions = new ArrayList<>();
        for (ServerName owner : queues.servers()) {
            for (QueueId queue : queues.queues(owner)) {
                positions.add(queues.position(owner, queue, "w1").orElseThrow().offset());
            }
        }
        return positions;
    }

    private static RegionServerTracker heir(CuratorFramework own, QueueClaimer claimer, List<ClaimedQueue> claimed) {
        RegionServerTracker tracker = new RegionServerTracker(own, PATHS, new RegionServerTracker.Listener() {
            @Override
            public void appeared(ServerName name) {}

            @Override
            public void died(ServerName name) {
                try {
                    claimed.addAll(claimer.claimAll(name));
                } catch (CoordinationException stopped) {
                    // The others are still there.
                }
            }
        });
        tracker.start();
        return tracker;
    }

    private static ServerName register(CuratorFramework own, int number) throws Exception {
        ServerName name = new ServerName("rs" + number, 16020, 1);
        RegionServerRegistration.register(own, PATHS, name, RegionServerInfo.NONE);
        return name;
    }

    private static QueueClaimer claimer(boolean byMulti, CuratorFramework own, ServerName self) {
        return byMulti
                ? QueueClaimer.byMulti(own, PATHS, Generation.HBASE_2, self)
                : QueueClaimer.byLock(own, PATHS, self);
    }
}
