package io.coordkit.kafka;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.utils.Utils;

/**
 * Chooses where a producer sends a message, from the brokers and partitions there are at that moment: give it {@link
 * ClusterView#cluster} each time. Those made here are thread-safe.
 */
@FunctionalInterface
public interface PartitionChooser {
    /**
     * A partition of the topic that has a leader; empty while there is none.
     *
     * @param key may be none
     */
    Optional<PartitionInfo> choose(Cluster cluster, String topic, Optional<byte[]> key);

    /**
     * Follows brokers and partitions as they come and go: a key goes to the partition where Kafka's own producers send it (murmur2
     * over all partitions, led or not), as long as that has a leader; messages without a key take turns over those that are led.
     */
    static PartitionChooser dynamic() {
        AtomicInteger turn = new AtomicInteger();
        return (cluster, topic, key) -> key.isPresent()
                ? byKey(cluster.partitionsForTopic(topic), key.get())
                : take(cluster.availablePartitionsForTopic(topic), turn.getAndIncrement());
    }

    /**
     * One broker for all messages of a producer, as behind a balancer of connections that knows nothing of topics; keys are
     * ignored. It is kept while it lives, whoever else comes or goes. A topic of which it leads no partition is sent elsewhere.
     *
     * @param producer any number of the producer's own: producers with other numbers are spread over the brokers
     */
    static PartitionChooser fixedBroker(int producer) {
        return new FixedBroker(producer);
    }

    private static Optional<PartitionInfo> byKey(List<PartitionInfo> partitions, byte[] key) {
        List<PartitionInfo> sorted = partitions.stream()
                .sorted(Comparator.comparingInt(PartitionInfo::partition))
                .toList();
        return take(sorted, Utils.toPositive(Utils.murmur2(key))).filter(partition -> partition.leader() != null);
    }

    /** Empty when there is none. */
    static Optional<PartitionInfo> take(List<PartitionInfo> partitions, int turn) {
        return partitions.isEmpty()
                ? Optional.empty()
                : Optional.of(partitions.get(Math.floorMod(turn, partitions.size())));
    }
}
