package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.replica.Input;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.txn.Zxid;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The state of an ensemble is replaced through its leader, as if by its next transaction. */
class EnsembleRestoreTest {
    private final TestCluster cluster = TestCluster.of(3);

    private static DataTree other(long zxid) {
        ReplicaHarness origin = new ReplicaHarness();
        origin.connect().create("/other", 0);
        origin.durable();
        DataTree tree = origin.replica.tree();
        tree.setLastZxid(zxid);
        return tree;
    }

    private static void restore(TestMember member, DataTree tree) {
        member.replica().step(new Input.RestoreWanted(tree), member);
    }

    private static Optional<Report> outcome(TestMember member) {
        return member.reports().stream()
                .filter(report -> report instanceof Report.Restored || report instanceof Report.NotRestored)
                .reduce((first, second) -> second);
    }

    private void write(String path) {
        TestClient client = cluster.leader().connect();
        client.create(path, 0);
        cluster.settle();
        assertThat(client.take().get(0).err()).isZero();
    }

    private void assertEverywhere(String there, String gone) {
        for (TestMember member : cluster.members()) {
            assertThat(member.status().serving()).as("server %d", member.id()).isTrue();
            assertThat(member.replica().tree().find(there)).as(there).isNotNull();
            assertThat(member.replica().tree().find(gone)).as(gone).isNull();
        }
        assertThat(cluster.members().stream()
                        .map(member -> member.replica().tree().digest()))
                .containsOnly(cluster.leader().replica().tree().digest());
    }

    @Test
    void allMembersHaveTheTreeInANewEpoch() {
        write("/mine");
        TestMember leader = cluster.leader();
        long epoch = leader.status().epoch();
        restore(leader, other(2));
        cluster.settle();
        cluster.advance(500);
        assertThat(cluster.leader()).isSameAs(leader);
        assertThat(leader.status().epoch()).isEqualTo(epoch + 1);
        assertEverywhere("/other", "/mine");
        assertThat(outcome(leader)).containsInstanceOf(Report.Restored.class);
        write("/next");
        assertEverywhere("/next", "/mine");
    }

    @Test
    void theEpochIsBeyondAllThatTheTreeBrings() {
        TestMember leader = cluster.leader();
        restore(leader, other(Zxid.of(77, 5)));
        cluster.settle();
        cluster.advance(500);
        assertThat(cluster.leader().status().epoch()).isEqualTo(78);
        assertEverywhere("/other", "/mine");
    }

    @Test
    void aFollowerRefusesAndNamesTheLeader() {
        TestMember follower = cluster.follower();
        restore(follower, other(2));
        assertThat(outcome(follower)).hasValueSatisfying(report -> assertThat(report.toString())
                .contains("refused=true", "server " + cluster.leader().id() + " leads"));
        cluster.settle();
        assertThat(follower.status().serving()).isTrue();
    }

    @Test
    void whatIsUndecidedIsDecidedFirstAndNothingNewIsProposed() {
        TestMember leader = cluster.leader();
        TestMember follower = cluster.follower();
        TestClient client = leader.connect();
        TestClient far = follower.connect();
        client.create("/mine", 0);
        restore(leader, other(2));
        far.create("/late", 0);
        cluster.settle();
        cluster.advance(500);
        assertEverywhere("/other", "/mine");
        assertThat(leader.replica().tree().find("/late")).isNull();
        assertThat(client.isClosed()).isTrue();
        assertThat(far.isClosed()).isTrue();
    }

    @Test
    void aLeaderThatFailsBeforeAQuorumHasTheTreeComesBackToTheFormerHistory() {
        write("/mine");
        TestMember leader = cluster.leader();
        restore(leader, other(2));
        // The disk has the tree by now, and nobody has heard of it.
        assertThat(leader.logged()).isEmpty();
        cluster.kill(leader);
        cluster.advance(500);
        write("/acknowledged");
        cluster.start(leader);
        cluster.advance(1000);
        assertEverywhere("/acknowledged", "/other");
        assertEverywhere("/mine", "/other");
    }

    @Test
    void aLeaderWithoutAQuorumTakesBackNothingThatOthersHaveDecided() {
        write("/mine");
        TestMember leader = cluster.leader();
        cluster.setIsolated(leader, true);
        restore(leader, other(Zxid.of(50, 1)));
        cluster.settle();
        cluster.advance(1000);
        write("/acknowledged");
        cluster.setIsolated(leader, false);
        cluster.settle();
        cluster.advance(1000);
        assertEverywhere("/acknowledged", "/other");
        assertThat(outcome(leader)).containsInstanceOf(Report.NotRestored.class);
    }

    @Test
    void onceMoreIsAsGoodAsOnce() {
        write("/mine");
        for (int i = 0; i < 3; i++) {
            restore(cluster.leader(), other(2));
            cluster.settle();
            cluster.advance(500);
        }
        assertEverywhere("/other", "/mine");
    }
}
