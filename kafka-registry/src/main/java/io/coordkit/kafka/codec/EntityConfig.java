package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The overrides of one topic, client, user, broker or address: the value of {@code /config/<type>/<name>} (Kafka's
 * {@code ConfigEntityZNode}).
 *
 * @param overrides by name of the setting
 * @param unknown fields that this library does not know, kept as they were read
 */
public record EntityConfig(SortedMap<String, String> overrides, Map<String, JsonNode> unknown) {
    /** Nothing is overridden. */
    public static final EntityConfig NONE = of(Map.of());

    private static final String VERSION = "version";
    private static final String CONFIG = "config";
    private static final Set<String> KNOWN = Set.of(VERSION, CONFIG);

    public EntityConfig {
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    }

    /** These overrides and no others. */
    public static EntityConfig of(Map<String, String> overrides) {
        return new EntityConfig(new TreeMap<>(overrides), Map.of());
    }

    /** Writes version 1, the only one there is. */
    public byte[] encode() {
        ObjectNode json = JsonNodeReader.newObject();
        json.put(VERSION, 1);
        ObjectNode config = json.putObject(CONFIG);
        overrides.forEach(config::put);
        json.setAll(unknown);
        return JsonNodeReader.bytes(json);
    }

    /**
     * Reads overrides. A node without a value has none, as in Kafka's decoder: the parents of {@code users/<u>/clients/<c>}
     * are such nodes.
     *
     * @throws MalformedNodeException when the value is no configuration
     */
    public static EntityConfig decode(String path, byte @Nullable [] data) {
        if (data == null) {
            return NONE;
        }
        JsonNodeReader json = JsonNodeReader.of(path, data);
        SortedMap<String, String> overrides = new TreeMap<>();
        json.fields(CONFIG).forEach((name, value) -> {
            if (!value.isTextual()) {
                throw json.complain("setting \"" + name + "\" is not a string: " + value);
            }
            overrides.put(name, value.textValue());
        });
        return new EntityConfig(overrides, json.beyond(KNOWN));
    }
}
