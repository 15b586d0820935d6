package io.coordkit.kafka.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Deals all partitions of all topics to the streams in a circle, as Kafka 1.0 and 1.1 do ({@code
 * kafka.consumer.RoundRobinAssignor}).
 *
 * <p>Partitions are dealt in the order of the signed {@link String#hashCode} of {@code topic-partition} (earlier releases
 * hashed another text, so they cannot share a group with this one); equal hashes by text. A stream that does not consume
 * the topic is skipped, and skipping moves the circle on.
 */
final class RoundRobinAssignor implements Assignor {
    private static final Comparator<TopicPartition> DEALING_ORDER = Comparator.comparingInt(
                    (TopicPartition p) -> p.toString().hashCode())
            .thenComparing(TopicPartition::toString);

    @Override
    public Map<TopicPartition, StreamId> assign(GroupView view) {
        List<StreamId> circle = view.streams();
        List<TopicPartition> deck = new ArrayList<>();
        Map<String, Set<StreamId>> consumers = new TreeMap<>();
        view.partitions().forEach((topic, partitions) -> {
            Set<StreamId> streams = new HashSet<>(view.streamsOf(topic));
            consumers.put(topic, streams);
            if (!streams.isEmpty()) {
                partitions.forEach(partition -> deck.add(new TopicPartition(topic, partition)));
            }
        });
        deck.sort(DEALING_ORDER);
        Map<TopicPartition, StreamId> assignment = new TreeMap<>(PartitionOrder.INSTANCE);
        int next = 0;
        for (TopicPartition partition : deck) {
            while (!consumers.getOrDefault(partition.topic(), Set.of()).contains(circle.get(next % circle.size()))) {
                next++;
            }
            assignment.put(partition, circle.get(next++ % circle.size()));
        }
        return assignment;
    }
}
