package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Distribution;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.stats.ServerStats;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What members measure of the way of a write, and count apart for each namespace and each of the others. */
class MeasuredTest {
    private final TestCluster cluster = new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX).startAll();

    @Test
    void theLeaderKnowsHowLongEachFollowerTakes() {
        cluster.leader().connect().create("/a", 0);
        cluster.settle();
        ServerStats stats = cluster.leader().replica().stats();
        assertThat(stats.acknowledgements().sortedKeys())
                .hasSize(2)
                .doesNotContain(cluster.leader().replica().status().leader());
        stats.acknowledgements()
                .forEach(latencies -> assertThat(latencies.count()).isPositive());
        assertThat(cluster.follower().replica().stats().acknowledgements().size())
                .isZero();
    }

    @Test
    void everyMemberCountsWhatIsWrittenWhere() {
        TestClient client = cluster.follower().connect();
        client.create("/a", 0);
        client.create("/a/b", 0);
        client.setData("/a/b", "four");
        client.delete("/a/b");
        cluster.settle();
        Map<String, Distribution> leader =
                cluster.leader().replica().stats().writtenSizes().byNamespace();
        Map<String, Distribution> follower =
                cluster.follower().replica().stats().writtenSizes().byNamespace();
        assertThat(leader.get("a").count()).isEqualTo(4);
        assertThat(leader.get("a").max()).isEqualTo("/a/b".length() + 4);
        assertThat(follower.get("a").sum()).isEqualTo(leader.get("a").sum());
    }

    @Test
    void theWayOfAProposalIsMeasured() {
        TestCluster observed = new TestCluster(3, 1, EnsembleConfig.COUNTER_MAX).startAll();
        TestClient client = observed.leader().connect();
        observed.settle();
        observed.members().forEach(member -> member.replica().stats().reset());
        client.create("/a", 0);
        observed.pass(7);
        observed.settle();
        ServerStats leader = observed.leader().replica().stats();
        ServerStats follower = observed.follower().replica().stats();
        ServerStats observer = observed.member(4).replica().stats();
        assertThat(follower.measured(Measure.PROPOSAL)).matches(MeasuredTest::isOneOfSeven);
        assertThat(follower.measured(Measure.PROPOSAL_ACK)).matches(MeasuredTest::isOneOfSeven);
        assertThat(follower.measured(Measure.COMMIT_PROPAGATION)).matches(MeasuredTest::isOneOfSeven);
        assertThat(follower.count(Count.PROPOSAL_RECEIVED)).isEqualTo(1);
        assertThat(follower.count(Count.COMMIT_RECEIVED)).isEqualTo(1);
        assertThat(leader.measured(Measure.PROPOSAL).count()).isZero();
        assertThat(leader.measured(Measure.PROPOSAL_ACK).count()).isEqualTo(1);
        assertThat(leader.measured(Measure.COMMIT_PROPAGATION).count()).isZero();
        assertThat(observer.measured(Measure.PROPOSAL).count()).isZero();
        assertThat(observer.measured(Measure.PROPOSAL_ACK).count()).isZero();
        assertThat(observer.measured(Measure.COMMIT_PROPAGATION)).matches(MeasuredTest::isOneOfSeven);
        assertThat(observer.count(Count.COMMIT_RECEIVED)).isEqualTo(1);
    }

    private static boolean isOneOfSeven(Distribution values) {
        return values.count() == 1 && values.sum() == 7;
    }

    /** It says how long ago that was, and not how long the way is. */
    @Test
    void whatComesWithTheHistoryIsNotMeasured() {
        TestMember learner = returning(false);
        ServerStats stats = learner.replica().stats();
        assertThat(cluster.leader().replica().stats().count(Count.LEARNER_DIFF)).isEqualTo(1);
        assertThat(stats.measured(Measure.PROPOSAL).count()).isZero();
        assertThat(stats.measured(Measure.COMMIT_PROPAGATION).count()).isZero();
        assertThat(stats.count(Count.PROPOSAL_RECEIVED)).isZero();
        assertThat(stats.count(Count.COMMIT_RECEIVED)).isZero();
    }

    @Test
    void theLeaderCountsHowManyItSynchronisesAtOnce() {
        returning(false);
        assertThat(inFlight(Measure.INFLIGHT_DIFF)).containsExactly(2, 1, 0);
        assertThat(inFlight(Measure.INFLIGHT_SNAP)).containsExactly(0, 0, 0);
        returning(true);
        assertThat(inFlight(Measure.INFLIGHT_DIFF)).containsExactly(0, 0, 0);
        assertThat(inFlight(Measure.INFLIGHT_SNAP)).containsExactly(2, 1, 0);
    }

    /** Number of values, the largest, the smallest. */
    private List<Integer> inFlight(Measure way) {
        Distribution values = cluster.leader().replica().stats().measured(way);
        return List.of((int) values.count(), (int) values.max(), (int) values.min());
    }

    /** A follower that was away while something was written; counting begins when it comes back. */
    private TestMember returning(boolean needsTree) {
        TestClient client = cluster.leader().connect();
        cluster.settle();
        TestMember learner = cluster.follower();
        cluster.kill(learner);
        for (int i = 0; i < (needsTree ? 20 : 2); i++) {
            client.create("/n" + i, 0);
        }
        cluster.settle();
        if (needsTree) {
            cluster.leader().compact();
        }
        cluster.leader().replica().stats().reset();
        cluster.start(learner);
        cluster.advance(100);
        assertThat(learner.status().serving()).isTrue();
        return learner;
    }
}
