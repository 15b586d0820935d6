package io.coordkit.kafka;

import io.coordkit.kafka.codec.BrokerPartition;
import io.coordkit.kafka.codec.GroupLayout;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.codec.TopicCodec;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the partitions of topics; a topic that is not of the layout is reported and left out. */
interface TopicPartitions {
    Logger LOG = LoggerFactory.getLogger(TopicPartitions.class);

    /** The partitions by the topic's znode, with watches on what they were read from. */
    SortedMap<String, SortedSet<Integer>> read(Collection<String> topics, Watcher watcher) throws KeeperException;

    /** As the layout has them. */
    static TopicPartitions of(GroupLayout layout, Znodes znodes) {
        return switch (layout) {
            case KAFKA_0_8 -> (topics, watcher) -> assigned(znodes, topics, watcher);
            case KAFKA_0_7 -> (topics, watcher) -> offered(znodes, topics, watcher);
        };
    }

    private static SortedMap<String, SortedSet<Integer>> assigned(
            Znodes znodes, Collection<String> topics, Watcher watcher) throws KeeperException {
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        for (Map.Entry<String, Znode> topic : znodes.watchAll(topics, watcher).entrySet()) {
            try {
                partitions.put(
                        topic.getKey(),
                        new TreeSet<>(TopicCodec.decode(
                                        topic.getKey(), topic.getValue().data())
                                .replicas()
                                .keySet()));
            } catch (MalformedNodeException e) {
                LOG.warn("a topic is left out: {}", e.getMessage());
            }
        }
        return partitions;
    }

    /** Sorted as text, so that the partitions of one broker are neighbours. */
    private static SortedMap<String, SortedSet<Integer>> offered(
            Znodes znodes, Collection<String> topics, Watcher watcher) throws KeeperException {
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        for (String topic : topics) {
            try {
                SortedSet<Integer> packed = new TreeSet<>(Comparator.comparing(BrokerPartition::ofPacked));
                Kafka07Offers.read(znodes, topic, znodes.children(topic, watcher))
                        .forEach(partition -> packed.add(partition.packed()));
                partitions.put(topic, packed);
            } catch (MalformedNodeException e) {
                LOG.warn("a topic is left out: {}", e.getMessage());
            }
        }
        return partitions;
    }
}
