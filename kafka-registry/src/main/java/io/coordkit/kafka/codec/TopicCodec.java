package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** The value of {@code /brokers/topics/<topic>}, versions 1 to 3 (Kafka's {@code TopicZNode}). */
public final class TopicCodec {
    private static final String VERSION = "version";
    private static final String PARTITIONS = "partitions";
    private static final String ADDING = "adding_replicas";
    private static final String REMOVING = "removing_replicas";
    private static final String TOPIC_ID = "topic_id";
    private static final Set<String> KNOWN = Set.of(VERSION, PARTITIONS, ADDING, REMOVING, TOPIC_ID);

    private TopicCodec() {}

    /** Writes the fields that {@code topic.version()} has, in the order in which Kafka 3.9 was seen to write them. */
    public static byte[] encode(TopicAssignment topic) {
        ObjectNode json = JsonNodeReader.newObject();
        putReplicas(json, PARTITIONS, topic.replicas());
        if (topic.version() >= 3) {
            topic.topicId().ifPresent(id -> json.put(TOPIC_ID, id.toString()));
        }
        if (topic.version() >= 2) {
            putReplicas(json, ADDING, topic.adding());
            putReplicas(json, REMOVING, topic.removing());
        }
        json.put(VERSION, topic.version());
        json.setAll(topic.unknown());
        return JsonNodeReader.bytes(json);
    }

    /**
     * Reads any version; absent objects are empty, as in Kafka's decoder.
     *
     * @throws MalformedNodeException when the value is no topic assignment
     */
    public static TopicAssignment decode(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        return new TopicAssignment(
                json.integerOr(VERSION, 1),
                replicas(json, PARTITIONS),
                replicas(json, ADDING),
                replicas(json, REMOVING),
                topicId(json),
                json.beyond(KNOWN));
    }

    private static void putReplicas(ObjectNode json, String key, Map<Integer, List<Integer>> replicas) {
        ObjectNode object = json.putObject(key);
        replicas.forEach((partition, brokers) -> {
            var array = object.putArray(partition.toString());
            brokers.forEach(array::add);
        });
    }

    private static SortedMap<Integer, List<Integer>> replicas(JsonNodeReader json, String key) {
        SortedMap<Integer, List<Integer>> replicas = new TreeMap<>();
        json.fields(key).forEach((partition, brokers) -> {
            if (!partition.matches("\\d{1,9}")) {
                throw json.complain("\"" + key + "\" names a partition \"" + partition + "\"");
            }
            replicas.put(Integer.valueOf(partition), List.copyOf(json.integers(key, brokers)));
        });
        return replicas;
    }

    private static Optional<Uuid> topicId(JsonNodeReader json) {
        try {
            return json.optionalText(TOPIC_ID).map(Uuid::fromString);
        } catch (IllegalArgumentException e) {
            throw json.complain("\"" + TOPIC_ID + "\" is no base64url uuid");
        }
    }
}
