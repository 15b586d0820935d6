package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.harness.Configs;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotDecoder;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Quotas as their owner sees them; the reference's arithmetic is compared in the integration tests. */
class QuotaTest {
    private static final String STATS = "/zookeeper/quota/q/zookeeper_stats";

    private final ReplicaHarness harness = new ReplicaHarness(enforcing(), DataTree.newborn(TreeOptions.DEFAULT));
    private final TestClient client = harness.connect();

    private static ReplicaConfig enforcing() {
        return Configs.withTick(ReplicaHarness.TICK_MS)
                .checks(new WriteChecks(true, false))
                .build();
    }

    private void quota(String limits) {
        client.create("/q", 0);
        client.create("/zookeeper/quota/q", 0);
        client.create("/zookeeper/quota/q/zookeeper_limits", 0);
        client.setData("/zookeeper/quota/q/zookeeper_limits", limits);
        client.create(STATS, 0);
        harness.durable();
        client.take();
    }

    private static String text(DataTree tree, String path) {
        Znode node = Objects.requireNonNull(tree.find(path));
        return new String(Objects.requireNonNull(node.data()), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsPendingIsNotCounted() {
        quota("countHardLimit=2");
        client.create("/q/a", 0);
        client.create("/q/b", 0);
        harness.durable();
        client.create("/q/c", 0);
        harness.durable();
        assertThat(client.takeShort()).containsExactly("6:0", "7:0", "8:-125");
        assertThat(text(harness.replica.tree(), STATS)).isEqualTo("count=3,bytes=0");
    }

    @Test
    void whatExceedsALimitIsReported() {
        quota("count=1,bytes=-1=;byteHardLimit=3;countHardLimit=-1");
        client.create("/q/a", 0);
        client.setData("/q", "four");
        harness.durable();
        assertThat(client.takeShort()).containsExactly("6:0", "7:-125");
        assertThat(harness.out.reports())
                .contains(
                        new Report.QuotaExceeded("/q", "count", 2, 1, false),
                        new Report.QuotaExceeded("/q", "bytes", 4, 3, true));
    }

    @Test
    void theTreeReadBackKnowsItsQuotasAndCountsAnew() throws MalformedRecordException {
        quota("count=9,bytes=9");
        client.setData(STATS, "count=77,bytes=77");
        harness.durable();
        DataTree tree = harness.replica.tree();
        long digest = tree.digest();
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        while (!encoder.isDone()) {
            JuteWriter chunk = encoder.nextChunk(1000);
            file.write(chunk.array(), 0, chunk.length());
        }
        ByteArrayInputStream in = new ByteArrayInputStream(file.toByteArray());
        DataTree read = SnapshotDecoder.decode(tree.options(), tree.lastZxid(), in::read);
        assertThat(read.quotas().tops()).containsExactly("/q");
        assertThat(text(read, STATS)).isEqualTo("count=1,bytes=0");
        assertThat(read.digest()).isEqualTo(digest);
    }
}
