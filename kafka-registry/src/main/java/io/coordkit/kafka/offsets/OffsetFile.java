package io.coordkit.kafka.offsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coordkit.kafka.RegistryException;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.kafka.paths.TopicPath;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets as text that a person can read and change: {@code {"version":1,"groups":{"billing":{"login":{"0":42}}}}}, a group's topics,
 * their partitions, and of each the next offset to consume.
 */
public final class OffsetFile {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final String VERSION = "version";
    private static final String GROUPS = "groups";
    private static final int CURRENT = 1;

    private OffsetFile() {}

    /** Writes the offsets of groups, by name. */
    public static String text(Map<String, ? extends Map<TopicPartition, Long>> groups) {
        ObjectNode json = MAPPER.createObjectNode().put(VERSION, CURRENT);
        ObjectNode all = json.putObject(GROUPS);
        groups.forEach((group, offsets) -> {
            ObjectNode topics = all.putObject(group);
            offsets.forEach((partition, offset) ->
                    topics.withObjectProperty(partition.topic()).put(Integer.toString(partition.partition()), offset));
        });
        try {
            return MAPPER.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }

    /**
     * Reads it.
     *
     * @param name of the file, for complaints
     * @throws RegistryException when it is not that, naming the place
     */
    public static SortedMap<String, SortedMap<TopicPartition, Long>> parse(String name, String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RegistryException(name + ": not JSON: " + e.getOriginalMessage(), e);
        }
        if (json.path(VERSION).asInt() != CURRENT) {
            throw new RegistryException(
                    name + ": \"version\" is not " + CURRENT + ", so these are not offsets that this can read");
        }
        SortedMap<String, SortedMap<TopicPartition, Long>> groups = new TreeMap<>();
        object(name + ": groups", json.path(GROUPS)).properties().forEach(group -> {
            SortedMap<TopicPartition, Long> offsets = new TreeMap<>(PartitionOrder.INSTANCE);
            String place = name + ": groups." + group.getKey();
            object(place, group.getValue()).properties().forEach(topic -> object(
                            place + "." + topic.getKey(), topic.getValue())
                    .properties()
                    .forEach(partition -> offsets.put(
                            partition(place, topic.getKey(), partition.getKey()),
                            offset(place + "." + topic.getKey() + "." + partition.getKey(), partition.getValue()))));
            groups.put(group.getKey(), offsets);
        });
        return groups;
    }

    private static ObjectNode object(String place, JsonNode json) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new RegistryException(place + (json.isMissingNode() ? " is missing" : " is not an object: " + json));
    }

    private static TopicPartition partition(String place, String topic, String number) {
        if (!TopicPath.isLegal(topic)) {
            throw new RegistryException(place + ": \"" + topic + "\" is not the name of a topic");
        }
        if (!number.matches("\\d{1,9}")) {
            throw new RegistryException(place + "." + topic + ": \"" + number + "\" is not the number of a partition");
        }
        return new TopicPartition(topic, Integer.parseInt(number));
    }

    private static long offset(String place, JsonNode json) {
        if (!json.isIntegralNumber() || !json.canConvertToLong() || json.longValue() < 0) {
            throw new RegistryException(place + " is not an offset: " + json);
        }
        return json.longValue();
    }
}
