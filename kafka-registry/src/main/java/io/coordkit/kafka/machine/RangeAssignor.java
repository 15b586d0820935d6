package io.coordkit.kafka.machine;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives every stream of a topic one run of neighbouring partitions.
 *
 * <p>With P partitions in numeric order and C streams in text order, n = P div C and e = P mod C: the stream at place k
 * starts at n·k + min(k, e) and takes n partitions, the first e streams one more. This is the formula of the real
 * consumers from 0.7 to 1.1 ({@code kafka.consumer.RangeAssignor}); the remainder goes to the first streams.
 */
final class RangeAssignor implements Assignor {
    @Override
    public Map<TopicPartition, StreamId> assign(GroupView view) {
        SortedMap<String, SortedSet<Integer>> topics = view.partitions();
        Map<TopicPartition, StreamId> assignment = new TreeMap<>(PartitionOrder.INSTANCE);
        topics.forEach((topic, partitions) -> {
            List<StreamId> streams = view.streamsOf(topic);
            List<Integer> sorted = List.copyOf(partitions);
            for (int place = 0; place < streams.size(); place++) {
                int share = sorted.size() / streams.size();
                int extra = sorted.size() % streams.size();
                int start = share * place + Math.min(place, extra);
                int count = share + (place < extra ? 1 : 0);
                for (int partition : sorted.subList(start, start + count)) {
                    assignment.put(new TopicPartition(topic, partition), streams.get(place));
                }
            }
        });
        return assignment;
    }
}
