package io.coordkit.core.zab;

import static io.coordkit.core.peer.PacketType.ACK;
import static io.coordkit.core.peer.PacketType.COMMIT;
import static io.coordkit.core.peer.PacketType.INFORM;
import static io.coordkit.core.peer.PacketType.PROPOSAL;
import static io.coordkit.core.peer.PacketType.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.peer.PacketType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reads and writes cost between the servers, counted: the figures that docs/scaling.md computes with. */
class ScalingTest {
    private static final String VALUE = "x".repeat(100);

    /** Bytes on a link for setting 100 bytes at {@code /a}, lengths and all. */
    private static final int PROPOSAL_BYTES = 178;

    private static final int ACK_BYTES = 20;
    private static final int COMMIT_BYTES = 20;
    private static final int INFORM_BYTES = 178;

    @Test
    void aReadIsServedWithoutAWordToTheLeader() {
        TestCluster cluster = cluster(3, 2);
        TestClient writer = cluster.leader().connect();
        writer.create("/a", 0);
        for (TestMember member : cluster.members()) {
            TestClient client = member.connect();
            cluster.settle();
            cluster.traffic().takePackets();
            client.getData("/a", true);
            client.exists("/a", false);
            client.getChildren("/", false);
            cluster.settle();
            assertThat(client.take()).hasSize(3).allMatch(reply -> reply.err() == 0);
            assertThat(cluster.traffic().takePackets()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "3, 10", "5, 0", "7, 20", "13, 0", "13, 100"})
    void aWriteCostsThreeMessagesAFollowerAndOneAnObserver(int voters, int observers) {
        TestCluster cluster = cluster(voters, observers);
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        cluster.settle();
        cluster.traffic().takePackets();
        cluster.traffic().takeBytes();

        client.setData("/a", VALUE);
        cluster.settle();
        int followers = voters - 1;
        Map<PacketType, Integer> expected =
                new TreeMap<>(Map.of(PROPOSAL, followers, ACK, followers, COMMIT, followers));
        if (observers > 0) {
            expected.put(INFORM, observers);
        }
        assertThat(cluster.traffic().takePackets()).isEqualTo(expected);
        assertThat(cluster.traffic().takeBytes())
                .isEqualTo((long) followers * (PROPOSAL_BYTES + ACK_BYTES + COMMIT_BYTES)
                        + (long) observers * INFORM_BYTES);
    }

    @Test
    void aWriteAtALearnerCostsOneMessageMore() {
        TestCluster cluster = cluster(3, 1);
        for (TestMember learner : List.of(cluster.follower(), cluster.member(4))) {
            TestClient client = learner.connect();
            cluster.settle();
            cluster.traffic().takePackets();
            client.create("/by" + learner.id(), 0);
            cluster.settle();
            assertThat(cluster.traffic().takePackets())
                    .isEqualTo(Map.of(REQUEST, 1, PROPOSAL, 2, ACK, 2, COMMIT, 2, INFORM, 1));
        }
    }

    @Test
    void noWriteWaitsForAnObserver() {
        TestCluster cluster = cluster(3, 5);
        TestClient client = cluster.leader().connect();
        List<TestMember> observers =
                cluster.members().stream().filter(member -> member.id() > 3).toList();
        observers.forEach(observer -> observer.setDiskStuck(true));
        client.create("/a", 0);
        cluster.settle();
        assertThat(client.take()).hasSize(1);
        observers.forEach(cluster::kill);
        client.create("/b", 0);
        cluster.settle();
        assertThat(client.take()).hasSize(1);
        assertThat(cluster.leader().status().serving()).isTrue();
    }

    private static TestCluster cluster(int voters, int observers) {
        return new TestCluster(voters, observers, EnsembleConfig.COUNTER_MAX).startAll();
    }
}
