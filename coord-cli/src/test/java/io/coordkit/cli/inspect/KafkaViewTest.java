package io.coordkit.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.tree.Tree;
import io.coordkit.kafka.BrokerRegistrar;
import io.coordkit.kafka.ClusterRegistry;
import io.coordkit.kafka.TopicRegistry;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.offsets.ZooKeeperOffsets;
import io.coordkit.server.CoordServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaViewTest {

    private static final TopicPartition LED = new TopicPartition("login", 0);
    private static final TopicPartition LEADERLESS = new TopicPartition("login", 1);

    @Test
    void saysHowFarGroupsAreBehind(@TempDir Path directory) throws Exception {
        try (CoordServer server = CoordServer.builder().dataDirectory(directory).start();
                Tree tree = Tree.connect(server.connectString(), List.of(), Duration.ofSeconds(30))) {
            new ClusterRegistry(tree.client()).createTopLevelPaths();
            TopicRegistry topics = new TopicRegistry(tree.client());
            topics.create("login", TopicAssignment.of(Map.of(0, List.of(1), 1, List.of(1)), Uuid.randomUuid()));
            topics.createPartitionState(LED, PartitionState.initial(List.of(1), 1));
            new ZooKeeperOffsets(tree.client()).write("billing", Map.of(LED, 42L, LEADERLESS, 7L));
            BrokerInfo info = BrokerInfo.of(1, Endpoint.plaintext("::1", 9092));
            try (BrokerRegistrar broker = new BrokerRegistrar(tree.client(), 1, info)) {
                broker.start();
                KafkaView view = KafkaView.read(tree, (brokers, partitions) -> {
                    assertThat(brokers).extracting(BrokerInfo::endpoints).containsExactly(info.endpoints());
                    assertThat(partitions).isEqualTo(Set.of(LED)); // nobody knows the end of the other
                    return Map.of(LED, 50L);
                });
                assertThat(String.join("\n", view.lines(20)))
                        .containsPattern("topic +partition +offset +lag +owner")
                        .containsPattern("login +0 +42 +8 +-")
                        .containsPattern("login +1 +7 +- +-");
                assertThat(view.json()).contains("\"offset\":42,\"lag\":8");
            }
        }
    }
}
