package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.election.ServerState;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import org.junit.jupiter.api.Test;

/** A member without space can keep no promise: the others go on as if it were not there, and take it back when it has some. */
class FullDiskTest {
    private final TestCluster cluster = TestCluster.of(3);

    @Test
    void aLeaderMakesWayAndComesBackAsAFollower() {
        TestMember full = cluster.leader();
        TestClient waiting = full.connect();
        full.setDiskFull(true);
        waiting.create("/undecided", 0);
        cluster.settle();
        cluster.advance(500);
        assertThat(cluster.leader()).isNotSameAs(full);
        assertThat(full.status().state()).isEqualTo(ServerState.LOOKING);
        assertThat(full.status().diskFull()).isTrue();
        assertThat(full.status().serving()).isFalse();
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        cluster.settle();
        assertThat(client.take()).hasSize(1);
        full.setDiskFull(false);
        cluster.settle();
        cluster.advance(500);
        assertThat(full.status().serving()).isTrue();
        assertThat(full.status().diskFull()).isFalse();
        assertThat(full.replica().tree().find("/a")).isNotNull();
    }

    @Test
    void aFollowerThatIsFullCostsNobodyAnything() {
        TestMember full = cluster.follower();
        TestMember leader = cluster.leader();
        full.setDiskFull(true);
        cluster.settle();
        cluster.advance(2000);
        assertThat(cluster.leader()).isSameAs(leader);
        assertThat(leader.status().epoch()).isEqualTo(1);
        full.setDiskFull(false);
        cluster.settle();
        cluster.advance(500);
        assertThat(full.status().serving()).isTrue();
    }

    @Test
    void whoIsFullDoesNotVote() {
        TestMember full = cluster.leader();
        TestMember other = cluster.follower();
        full.setDiskFull(true);
        cluster.settle();
        cluster.advance(500);
        cluster.kill(other);
        cluster.settle();
        cluster.advance(2000);
        assertThat(cluster.members())
                .noneMatch(member -> member.isUp() && member.status().serving());
        full.setDiskFull(false);
        cluster.settle();
        cluster.advance(2000);
        assertThat(cluster.members()).filteredOn(TestMember::isUp).allMatch(member -> member.status()
                .serving());
    }
}
