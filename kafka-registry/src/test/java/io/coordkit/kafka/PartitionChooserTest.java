package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Where producers send, fixed and following the view. */
class PartitionChooserTest extends ServerTest {
    private static final String TOPIC = "login";

    @Test
    void aProducerKeepsItsBrokerWhileThatLives() {
        PartitionChooser chooser = PartitionChooser.fixedBroker(1);
        Cluster two = cluster(Map.of(0, 1, 1, 2, 2, 1, 3, 2), 1, 2);
        assertThat(leaders(chooser, two)).containsOnly(2);
        assertThat(leaders(chooser, cluster(Map.of(0, 0, 1, 2, 2, 1), 0, 1, 2, 3)))
                .containsOnly(2);
        assertThat(leaders(chooser, cluster(Map.of(0, 1, 1, 1), 1, 3))).containsOnly(1); // 3 leads nothing
        assertThat(leaders(chooser, cluster(Map.of(0, 1, 1, 3), 1, 3))).containsOnly(3);
        assertThat(leaders(PartitionChooser.fixedBroker(2), two)).containsOnly(1);
    }

    @Test
    void keysGoWhereKafkasProducersSendThemAndOthersTakeTurns() {
        PartitionChooser chooser = PartitionChooser.dynamic();
        Cluster cluster = cluster(Map.of(0, 1, 1, 2, 2, 1, 3, 2, 4, 1), 1, 2);
        for (int i = 0; i < 100; i++) {
            byte[] key = ("user-" + i).getBytes(UTF_8);
            assertThat(chooser.choose(cluster, TOPIC, Optional.of(key))
                            .orElseThrow()
                            .partition())
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key, 5));
        }
        Set<Integer> without = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            without.add(chooser.choose(cluster, TOPIC, Optional.empty())
                    .orElseThrow()
                    .partition());
        }
        assertThat(without).containsExactly(0, 1, 2, 3, 4);
        assertThat(chooser.choose(cluster, "unknown", Optional.empty())).isEmpty();
        assertThat(PartitionChooser.fixedBroker(0).choose(Cluster.empty(), TOPIC, Optional.empty()))
                .isEmpty();
    }

    @Test
    void trafficFollowsBrokersThatComeAndGo() throws Exception {
        CuratorFramework client = client();
        TopicRegistry topics = new TopicRegistry(client);
        TopicPartition zero = new TopicPartition(TOPIC, 0);
        PartitionChooser chooser = PartitionChooser.dynamic();
        try (ClusterView view = new ClusterView(client());
                BrokerRegistrar one = broker(client, 1);
                BrokerRegistrar two = broker(client, 2)) {
            view.start();
            one.start();
            topics.create(TOPIC, TopicAssignment.of(Map.of(0, List.of(1, 2)), Uuid.randomUuid()));
            PartitionState state = PartitionState.initial(List.of(1, 2), 1);
            topics.createPartitionState(zero, state);
            Await.until(() -> assertThat(leader(chooser, view)).contains(1));
            two.start();
            topics.updatePartitionState(zero, state.ledBy(2, List.of(2)), 0);
            Await.until(() -> assertThat(leader(chooser, view)).contains(2));
            two.close();
            Await.until(() -> assertThat(leader(chooser, view)).isEmpty());
        }
    }

    private static Optional<Integer> leader(PartitionChooser chooser, ClusterView view) {
        return chooser.choose(view.cluster(), TOPIC, Optional.empty())
                .map(partition -> partition.leader().id());
    }

    private static Set<Integer> leaders(PartitionChooser chooser, Cluster cluster) {
        Set<Integer> leaders = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            leaders.add(chooser.choose(cluster, TOPIC, Optional.empty())
                    .orElseThrow()
                    .leader()
                    .id());
        }
        return leaders;
    }

    private static Cluster cluster(Map<Integer, Integer> leaders, int... brokers) {
        List<Node> nodes = new ArrayList<>();
        for (int id : brokers) {
            nodes.add(new Node(id, "127.0.0.1", 9000 + id));
        }
        List<PartitionInfo> partitions = new ArrayList<>();
        leaders.forEach((partition, leader) -> {
            Node node = nodes.stream().filter(n -> n.id() == leader).findFirst().orElseThrow();
            partitions.add(new PartitionInfo(TOPIC, partition, node, new Node[] {node}, new Node[] {node}));
        });
        return new Cluster("c", nodes, partitions, Set.of(), Set.of());
    }

    private static BrokerRegistrar broker(CuratorFramework client, int id) {
        return new BrokerRegistrar(client, id, BrokerInfo.of(1, Endpoint.plaintext("127.0.0." + id, 9092)));
    }
}
