package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code /controller} (Kafka's {@code ControllerZNode}).
 *
 * @param version 1, or 2 from Kafka 3.4 on
 * @param brokerId who is the controller
 * @param timestampMs since when, in milliseconds since 1970
 * @param kraftControllerEpoch -1 unless a migration to KRaft is under way; version 2
 * @param unknown fields that this library does not know, kept as they were read
 */
public record ControllerInfo(
        int version, int brokerId, long timestampMs, int kraftControllerEpoch, Map<String, JsonNode> unknown) {
    private static final String VERSION = "version";
    private static final String BROKER_ID = "brokerid";
    private static final String TIMESTAMP = "timestamp";
    private static final String KRAFT_EPOCH = "kraftControllerEpoch";
    private static final Set<String> KNOWN = Set.of(VERSION, BROKER_ID, TIMESTAMP, KRAFT_EPOCH);

    /** A controller as Kafka 3.4 and later write it. */
    public static ControllerInfo of(int brokerId, long timestampMs) {
        return new ControllerInfo(2, brokerId, timestampMs, -1, Map.of());
    }

    /** Writes the fields that {@link #version()} has. */
    public byte[] encode() {
        ObjectNode json = JsonNodeReader.newObject();
        json.put(VERSION, version);
        json.put(BROKER_ID, brokerId);
        json.put(TIMESTAMP, Long.toString(timestampMs));
        if (version >= 2) {
            json.put(KRAFT_EPOCH, kraftControllerEpoch);
        }
        json.setAll(unknown);
        return JsonNodeReader.bytes(json);
    }

    /** Reads the controller's node; {@link MalformedNodeException} when the value is none. */
    public static ControllerInfo decode(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        return new ControllerInfo(
                json.integer(VERSION),
                json.integer(BROKER_ID),
                json.timestamp(TIMESTAMP),
                json.integerOr(KRAFT_EPOCH, -1),
                json.beyond(KNOWN));
    }
}
