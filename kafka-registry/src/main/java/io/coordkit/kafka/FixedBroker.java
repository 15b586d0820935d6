package io.coordkit.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

/** A producer's one broker, kept while it lives; see {@link PartitionChooser#fixedBroker}. */
final class FixedBroker implements PartitionChooser {
    private static final int NONE = -1;

    private final int producer;
    private int broker = NONE;
    private int turn;

    FixedBroker(int producer) {
        this.producer = producer;
    }

    @Override
    public synchronized Optional<PartitionInfo> choose(Cluster cluster, String topic, Optional<byte[]> key) {
        if (cluster.nodeById(broker) == null) {
            broker = attach(cluster.nodes());
        }
        List<PartitionInfo> led = cluster.availablePartitionsForTopic(topic);
        List<PartitionInfo> here = led.stream()
                .filter(partition -> partition.leader().id() == broker)
                .toList();
        return PartitionChooser.take(here.isEmpty() ? led : here, turn++);
    }

    private int attach(List<Node> nodes) {
        List<Integer> ids = nodes.stream().map(Node::id).sorted().toList();
        return ids.isEmpty() ? NONE : ids.get(Math.floorMod(producer, ids.size()));
    }
}
