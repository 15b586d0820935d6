package io.coordkit.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.codec.PeerState;
import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.codec.ReplicationPeer;
import io.coordkit.hbase.codec.WalPosition;
import io.coordkit.hbase.machine.ClaimedQueue;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.hadoop.hbase.replication.ReplicationPeerConfig;
import org.apache.hadoop.hbase.replication.ReplicationPeerStorage;
import org.apache.hadoop.hbase.replication.ReplicationQueueStorage;
import org.apache.hadoop.hbase.util.Pair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HBase 2.6.3's own peer and queue storage beside ours, on one tree. */
class RealReplicationTest extends ServerTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName ONE = new ServerName("rs-1.example.org", 16020, 1);
    private static final ServerName TWO = new ServerName("rs-2.example.org", 16020, 1);
    private static final ServerName THREE = new ServerName("rs-3.example.org", 16020, 1);
    private static final QueueId QUEUE = QueueId.of("p");

    private RealHBase real;
    private ReplicationQueueStorage realQueues;
    private ReplicationPeerStorage realPeers;
    private ReplicationQueues queues;
    private ReplicationPeers peers;

    @BeforeEach
    void start() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_2);
        for (ServerName name : List.of(ONE, TWO, THREE)) {
            RegionServerRegistration.register(client, PATHS, name, RegionServerInfo.NONE);
        }
        real = new RealHBase(server.connectString(), directory);
        realQueues = real.replicationQueues();
        realPeers = real.replicationPeers();
        queues = new ReplicationQueues(client, PATHS);
        peers = new ReplicationPeers(client, PATHS, Generation.HBASE_2);
    }

    @AfterEach
    void stop() throws Exception {
        real.close();
    }

    @Test
    void eachReadsThePeersOfTheOther() throws Exception {
        realPeers.addPeer(
                "theirs",
                ReplicationPeerConfig.newBuilder()
                        .setClusterKey("zk1:2181:/hbase")
                        .build(),
                false);
        peers.add("ours", ReplicationPeer.of("zk2:2181:/hbase"), PeerState.ENABLED);

        assertThat(peers.find("theirs")).contains(ReplicationPeer.of("zk1:2181:/hbase"));
        assertThat(peers.state("theirs")).contains(PeerState.DISABLED);
        assertThat(realPeers.getPeerConfig("ours").getClusterKey()).isEqualTo("zk2:2181:/hbase");
        assertThat(realPeers.isPeerEnabled("ours")).isTrue();

        peers.setState("theirs", PeerState.ENABLED);
        realPeers.setPeerState("ours", false);
        assertThat(realPeers.isPeerEnabled("theirs")).isTrue();
        assertThat(peers.state("ours")).contains(PeerState.DISABLED);
        assertThat(peers.ids())
                .isEqualTo(realPeers.listPeerIds().stream().sorted().toList());
    }

    @Test
    void aQueueGoesFromHandToHand() throws Exception {
        realQueues.addWAL(real(ONE), "p", "w1");
        realQueues.setWALPosition(real(ONE), "p", "w1", 254, Map.of());
        queues.addWal(ONE, QUEUE, "w2");
        assertThat(queues.position(ONE, QUEUE, "w1")).contains(new WalPosition(254));

        ClaimedQueue ours = QueueClaimer.byMulti(client, PATHS, Generation.HBASE_2, TWO)
                .claim(ONE, QUEUE)
                .orElseThrow();
        assertThat(realQueues.getWALPosition(real(TWO), ours.id().toString(), "w1"))
                .isEqualTo(254);
        queues.advance(TWO, ours.id(), "w1", new WalPosition(300));

        Pair<String, SortedSet<String>> theirs =
                realQueues.claimQueue(real(TWO), ours.id().toString(), real(THREE));
        assertThat(theirs.getFirst())
                .isEqualTo(ours.id().claimedFrom(TWO).toString())
                .isEqualTo("p-rs-1.example.org,16020,1-rs-2.example.org,16020,1");
        assertThat(theirs.getSecond()).containsExactly("w1", "w2");
        QueueId grown = QueueId.find(theirs.getFirst()).orElseThrow();
        assertThat(queues.position(THREE, grown, "w1")).contains(new WalPosition(300));
        assertThat(queues.walsInUse()).isEqualTo(realQueues.getAllWALs()).containsExactly("w1", "w2");

        assertThat(QueueClaimer.byMulti(client, PATHS, Generation.HBASE_2, ONE).claimAll(THREE))
                .singleElement()
                .satisfies(again -> assertThat(again.wals()).containsExactly("w1", "w2"));
        assertThat(realQueues.getAllQueues(real(ONE)))
                .contains(grown.claimedFrom(THREE).toString());
        assertThat(queues.servers()).doesNotContain(THREE);
    }

    @Test
    void oneOfBothGetsAQueueWhenBothTry() throws Exception {
        for (int round = 0; round < 20; round++) {
            ServerName dead = new ServerName("dead", 1, round);
            queues.addWal(dead, QUEUE, "w" + round);
            Thread theirs = new Thread(() -> claimByReal(dead));
            theirs.start();
            boolean ours = QueueClaimer.byMulti(client, PATHS, Generation.HBASE_2, TWO)
                    .claim(dead, QUEUE)
                    .isPresent();
            theirs.join();

            String claimed = QUEUE.claimedFrom(dead).toString();
            assertThat(realQueues.getWALsInQueue(real(TWO), claimed).isEmpty()).isNotEqualTo(ours);
            assertThat(realQueues.getWALsInQueue(real(THREE), claimed).isEmpty())
                    .isEqualTo(ours);
        }
    }

    private void claimByReal(ServerName dead) {
        try {
            realQueues.claimQueue(real(dead), "p", real(THREE));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static org.apache.hadoop.hbase.ServerName real(ServerName name) {
        return org.apache.hadoop.hbase.ServerName.valueOf(name.toString());
    }
}
