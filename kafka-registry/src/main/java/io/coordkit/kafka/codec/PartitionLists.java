package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coordkit.kafka.paths.TopicPath;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Values that list partitions: {@code /isr_change_notification/*} and {@code /admin/preferred_replica_election} name them,
 * {@code /admin/reassign_partitions} gives each its new replicas (Kafka's {@code IsrChangeNotificationSequenceZNode},
 * {@code PreferredReplicaElectionZNode} and {@code ReassignPartitionsZNode}).
 */
public final class PartitionLists {
    private static final String VERSION = "version";
    private static final String PARTITIONS = "partitions";
    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String REPLICAS = "replicas";

    private PartitionLists() {}

    /** Writes names, in version 1, the only one there is. */
    public static byte[] encode(Collection<TopicPartition> partitions) {
        ObjectNode json = newList();
        ArrayNode array = json.putArray(PARTITIONS);
        partitions.forEach(partition -> put(array, partition));
        return JsonNodeReader.bytes(json);
    }

    /** Writes names with replicas, in version 1, the only one there is. */
    public static byte[] encode(Map<TopicPartition, List<Integer>> replicas) {
        ObjectNode json = newList();
        ArrayNode array = json.putArray(PARTITIONS);
        replicas.forEach((partition, brokers) -> {
            ArrayNode ids = put(array, partition).putArray(REPLICAS);
            brokers.forEach(ids::add);
        });
        return JsonNodeReader.bytes(json);
    }

    /** Reads names; {@link MalformedNodeException} when the value is no such list. */
    public static Set<TopicPartition> names(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        Map<TopicPartition, JsonNode> elements = elements(json);
        return elements.keySet();
    }

    /** Reads names with replicas; {@link MalformedNodeException} when the value is no such list. */
    public static Map<TopicPartition, List<Integer>> replicas(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        Map<TopicPartition, List<Integer>> replicas = new LinkedHashMap<>();
        elements(json)
                .forEach((partition, element) ->
                        replicas.put(partition, List.copyOf(json.integers(REPLICAS, element.path(REPLICAS)))));
        return replicas;
    }

    private static ObjectNode newList() {
        return JsonNodeReader.newObject().put(VERSION, 1);
    }

    private static ObjectNode put(ArrayNode array, TopicPartition partition) {
        return array.addObject().put(TOPIC, partition.topic()).put(PARTITION, partition.partition());
    }

    private static Map<TopicPartition, JsonNode> elements(JsonNodeReader json) {
        Map<TopicPartition, JsonNode> elements = new LinkedHashMap<>();
        for (JsonNode element : json.objects(PARTITIONS)) {
            String topic = element.path(TOPIC).asText();
            int partition = json.integer(PARTITION, element.path(PARTITION));
            if (!TopicPath.isLegal(topic) || partition < 0) {
                throw json.complain("names no partition: " + element);
            }
            elements.put(new TopicPartition(topic, partition), element);
        }
        return elements;
    }
}
