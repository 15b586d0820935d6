package io.coordkit.kafka.machine;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What the tree says about brokers and topics at one moment, and what that means to a Kafka client.
 *
 * @param clusterId when it is written
 * @param brokers the live brokers by id
 * @param topics assignments by name
 * @param states states of those partitions that have one
 * @param controllerId the active controller
 */
public record ClusterSnapshot(
        Optional<String> clusterId,
        SortedMap<Integer, BrokerInfo> brokers,
        SortedMap<String, TopicAssignment> topics,
        Map<TopicPartition, PartitionState> states,
        OptionalInt controllerId) {
    private static final Set<String> INTERNAL_TOPICS = Set.of("__consumer_offsets", "__transaction_state");

    /**
     * The cluster as seen through one listener: brokers without it are not in the list of nodes, and count as offline
     * where they hold replicas. A partition without a state has no leader.
     */
    public Cluster toCluster(String listener) {
        SortedMap<Integer, Node> nodes = new TreeMap<>();
        brokers.forEach((id, info) -> info.endpoint(listener)
                .ifPresent(e -> nodes.put(
                        id, new Node(id, e.host(), e.port(), info.rack().orElse(null)))));
        List<PartitionInfo> partitions = new ArrayList<>();
        Map<String, Uuid> topicIds = new TreeMap<>();
        topics.forEach((topic, assignment) -> {
            assignment
                    .replicas()
                    .forEach((number, replicas) ->
                            partitions.add(partition(new TopicPartition(topic, number), replicas, nodes)));
            assignment.topicId().ifPresent(id -> topicIds.put(topic, id));
        });
        Set<String> internal = new TreeSet<>(topics.keySet());
        internal.retainAll(INTERNAL_TOPICS);
        return new Cluster(
                clusterId.orElse(null),
                nodes.values(),
                partitions,
                Set.of(),
                Set.of(),
                internal,
                controllerId.isPresent() ? nodes.get(controllerId.getAsInt()) : null,
                topicIds);
    }

    private PartitionInfo partition(TopicPartition partition, List<Integer> replicas, Map<Integer, Node> nodes) {
        Optional<PartitionState> state = Optional.ofNullable(states.get(partition));
        List<Integer> isr = state.map(PartitionState::isr).orElse(List.of());
        List<Integer> offline =
                replicas.stream().filter(id -> !nodes.containsKey(id)).toList();
        return new PartitionInfo(
                partition.topic(),
                partition.partition(),
                state.map(s -> nodes.get(s.leader())).orElse(null),
                nodes(replicas, nodes),
                nodes(isr, nodes),
                nodes(offline, nodes));
    }

    /** A node that is not there keeps its id and has no address, as in Kafka's metadata. */
    private static Node[] nodes(List<Integer> ids, Map<Integer, Node> nodes) {
        return ids.stream()
                .map(id -> nodes.getOrDefault(id, new Node(id, "", -1)))
                .toArray(Node[]::new);
    }
}
