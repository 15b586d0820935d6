package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.stats.Distribution;
import io.coordkit.core.stats.ServerStats;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What members count apart for each namespace and each of the others. */
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
}
