package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/**
 * Which brokers hold which partition of a topic: the value of {@code /brokers/topics/<topic>}.
 *
 * @param version 1 (0.8), 2 (2.4, KIP-455) or 3 (2.8, KIP-516)
 * @param replicas partition to broker ids, the preferred leader first; partitions need not be contiguous
 * @param adding replicas being added by a reassignment; version 2 and later
 * @param removing replicas being removed by a reassignment; version 2 and later
 * @param topicId the topic's identity; version 3
 * @param unknown fields that this library does not know, kept as they were read
 */
public record TopicAssignment(
        int version,
        SortedMap<Integer, List<Integer>> replicas,
        SortedMap<Integer, List<Integer>> adding,
        SortedMap<Integer, List<Integer>> removing,
        Optional<Uuid> topicId,
        Map<String, JsonNode> unknown) {
    public TopicAssignment {
        replicas = Collections.unmodifiableSortedMap(new TreeMap<>(replicas));
        adding = Collections.unmodifiableSortedMap(new TreeMap<>(adding));
        removing = Collections.unmodifiableSortedMap(new TreeMap<>(removing));
        if (!replicas.isEmpty() && replicas.firstKey() < 0) {
            throw new IllegalArgumentException("negative partition " + replicas.firstKey());
        }
    }

    /** An assignment as current brokers write it. */
    public static TopicAssignment of(Map<Integer, List<Integer>> replicas, Uuid topicId) {
        return new TopicAssignment(
                3, new TreeMap<>(replicas), new TreeMap<>(), new TreeMap<>(), Optional.of(topicId), Map.of());
    }

    /**
     * Spreads partitions over brokers in turn: partition {@code p} starts at the {@code p}-th broker in id order and
     * its followers are the next brokers, so that the same arguments always give the same assignment.
     *
     * @throws IllegalArgumentException when there are fewer brokers than replicas asked for
     */
    public static SortedMap<Integer, List<Integer>> spread(
            int partitions, int replicationFactor, Iterable<Integer> brokerIds) {
        TreeSet<Integer> sorted = new TreeSet<>();
        brokerIds.forEach(sorted::add);
        List<Integer> brokers = List.copyOf(sorted);
        if (partitions < 1 || replicationFactor < 1 || replicationFactor > brokers.size()) {
            throw new IllegalArgumentException("cannot place " + partitions + " partitions with " + replicationFactor
                    + " replicas on brokers " + brokers);
        }
        SortedMap<Integer, List<Integer>> replicas = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            List<Integer> holders = new ArrayList<>();
            for (int i = 0; i < replicationFactor; i++) {
                holders.add(brokers.get((partition + i) % brokers.size()));
            }
            replicas.put(partition, List.copyOf(holders));
        }
        return replicas;
    }
}
