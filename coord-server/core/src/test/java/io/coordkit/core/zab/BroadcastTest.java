package io.coordkit.core.zab;

import static io.coordkit.core.peer.PacketType.ACK;
import static io.coordkit.core.peer.PacketType.COMMIT;
import static io.coordkit.core.peer.PacketType.PROPOSAL;
import static io.coordkit.core.zab.SameTrees.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.harness.Jute;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.peer.QuorumPacket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.txn.CreateSessionTxn;
import org.apache.zookeeper.txn.TxnHeader;
import org.junit.jupiter.api.Test;

/** From the election to broadcast, and what is said there: proposals in order, acknowledgements or none, and decisions. */
class BroadcastTest {
    private static final int INIT_LIMIT_MS = 10 * TestCluster.TICK_MS;
    private static final int SYNC_LIMIT_MS = 5 * TestCluster.TICK_MS;

    @Test
    void everyMemberGoesThroughTheFourPhasesInTheirOrder() {
        TestCluster cluster = new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX);
        cluster.members().forEach(cluster::revive);
        Map<Long, Set<Phase>> seen = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            cluster.members().forEach(member -> seen.computeIfAbsent(member.id(), id -> new LinkedHashSet<>())
                    .add(member.status().phase()));
            cluster.run(1);
        }
        assertThat(seen.values()).allSatisfy(phases -> assertThat(phases).containsExactly(Phase.values()));
        assertThat(cluster.members())
                .hasSize(3)
                .allMatch(member -> member.status().phase() == Phase.BROADCAST);
    }

    /** There is no second round: whoever does not acknowledge is passed over, and what it then acknowledges is what it was sent. */
    @Test
    void nothingIsCalledBackFromAFollowerThatDoesNotAcknowledge() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        cluster.settle();
        cluster.traffic().takePackets();
        TestMember slow = cluster.follower();
        slow.setDiskStuck(true);
        client.create("/a", 0);
        cluster.settle();
        assertThat(client.take()).hasSize(1);
        assertThat(cluster.traffic().takePackets()).isEqualTo(Map.of(PROPOSAL, 2, ACK, 1, COMMIT, 2));
        slow.setDiskStuck(false);
        cluster.settle();
        assertThat(cluster.traffic().takePackets()).isEqualTo(Map.of(ACK, 1));
        assertSame(cluster);
    }

    @Test
    void everyFollowerIsSentAllProposalsAndDecisionsInOneOrder() {
        TestCluster cluster = TestCluster.of(5);
        List<TestClient> clients =
                cluster.members().stream().map(TestMember::connect).toList();
        cluster.settle();
        cluster.traffic().takePackets();
        Random random = new Random(7);
        List<TestMember> followers = new ArrayList<>(cluster.members());
        followers.remove(cluster.leader());
        for (int i = 0; i < 200; i++) {
            clients.get(random.nextInt(clients.size())).create("/n" + i, 0);
            followers.get(random.nextInt(followers.size())).setDiskStuck(random.nextBoolean());
            cluster.run(random.nextInt(20));
        }
        followers.forEach(follower -> follower.setDiskStuck(false));
        cluster.settle();
        List<Long> first = cluster.traffic().zxids(followers.get(0), PROPOSAL);
        assertThat(first).hasSize(200).isSorted().doesNotHaveDuplicates();
        for (TestMember follower : followers) {
            assertThat(cluster.traffic().zxids(follower, PROPOSAL)).isEqualTo(first);
            assertThat(cluster.traffic().zxids(follower, COMMIT)).isEqualTo(first);
        }
        assertSame(cluster);
    }

    @Test
    void aFollowerThatMissedAProposalLeavesAndIsSynchronised() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        cluster.settle();
        TestMember follower = cluster.follower();
        long missing = cluster.leader().replica().tree().lastZxid() + 1;
        byte[] next = Jute.bytes(new TxnHeader(1, 1, missing + 1, 1, OpCode.createSession), new CreateSessionTxn(1000));
        cluster.sendToLearner(follower, QuorumPacket.of(PROPOSAL, missing + 1, next));
        cluster.settle();
        cluster.advance(500);
        assertThat(follower.reports())
                .anyMatch(report -> report instanceof Report.Looking looking
                        && looking.reason().contains("does not follow"));
        client.create("/b", 0);
        cluster.settle();
        assertThat(client.take()).hasSize(2);
        assertThat(follower.replica().tree().find("/b")).isNotNull();
        assertSame(cluster);
    }

    @Test
    void aFollowerThatDoesNotAcknowledgeInTimeIsDropped() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        TestMember slow = cluster.follower();
        slow.setDiskStuck(true);
        client.create("/a", 0);
        cluster.advance(SYNC_LIMIT_MS / 2);
        assertThat(isLost(cluster, slow)).isFalse();
        cluster.advance(2 * SYNC_LIMIT_MS);
        assertThat(isLost(cluster, slow)).isTrue();
        assertThat(cluster.leader().status().serving()).isTrue();
        slow.setDiskStuck(false);
        cluster.advance(INIT_LIMIT_MS);
        assertSame(cluster);
    }

    /** A server that has much to take has longer than one that is up to date. */
    @Test
    void aFollowerHasTheInitialLimitToBeSynchronised() {
        TestCluster cluster = TestCluster.of(3);
        TestMember slow = cluster.follower();
        cluster.kill(slow);
        cluster.leader().reports().clear();
        slow.setDiskStuck(true);
        cluster.start(slow);
        cluster.advance(SYNC_LIMIT_MS + TestCluster.TICK_MS);
        assertThat(isLost(cluster, slow)).isFalse();
        cluster.advance(INIT_LIMIT_MS);
        assertThat(isLost(cluster, slow)).isTrue();
    }

    private static boolean isLost(TestCluster cluster, TestMember server) {
        return cluster.leader().reports().stream()
                .anyMatch(report -> report instanceof Report.LearnerLost lost && lost.server() == server.id());
    }
}
