package io.coordkit.hbase.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.hadoop.hbase.replication.ReplicationQueueInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueIdTest {
    private static final ServerName FIRST = new ServerName("rs-1.ex-ample.org", 16020, 1);
    private static final ServerName SECOND = new ServerName("rs2", 16020, 22);

    @Test
    void aNameGrowsWithEachClaimAndIsReadAsHBaseReadsIt() {
        QueueId own = QueueId.of("p1");
        QueueId once = own.claimedFrom(FIRST);
        QueueId twice = once.claimedFrom(SECOND);

        assertThat(twice).hasToString("p1-rs-1.ex-ample.org,16020,1-rs2,16020,22");
        for (QueueId queue : List.of(own, once, twice)) {
            ReplicationQueueInfo real = new ReplicationQueueInfo(queue.toString());
            assertThat(QueueId.find(queue.toString())).contains(queue);
            assertThat(real.getPeerId()).isEqualTo(queue.peerId());
            assertThat(real.isQueueRecovered()).isEqualTo(queue.isRecovered());
            assertThat(real.getDeadRegionServers().stream().map(Object::toString))
                    .isEqualTo(
                            queue.deadServers().stream().map(Object::toString).toList());
        }
        assertThat(twice.origin()).contains(once);
        assertThat(twice.lastDeadServer()).isEqualTo(SECOND);
        assertThat(own.origin()).isEmpty();
        assertThatThrownBy(own::lastDeadServer).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "lock", "-rs1,1,1", "p-", "p-rs1", "p-rs1,1", "p-rs1,1,x", "p-rs1,1,1-", "p-rs1,1,1-rs2"})
    void whatIsNoQueueIsNotReadAsOne(String node) {
        assertThat(QueueId.find(node)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "a/b", "lock"})
    void aPeerIdHasNoDashAndNoSlash(String id) {
        assertThatThrownBy(() -> QueueId.of(id)).isInstanceOf(IllegalArgumentException.class);
    }
}
