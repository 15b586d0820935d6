package io.coordkit.kafka.codec;

import io.coordkit.kafka.paths.ConfigEntity;
import org.jspecify.annotations.Nullable;

/** The value of {@code /config/changes/config_change_<n>}: whose configuration is to be read again. */
public final class ConfigChange {
    private static final String VERSION = "version";
    private static final String PATH = "entity_path";
    private static final String TYPE = "entity_type";
    private static final String NAME = "entity_name";

    private ConfigChange() {}

    /** Writes version 2, that of Kafka 0.10.1 and later. */
    public static byte[] encode(ConfigEntity entity) {
        return JsonNodeReader.bytes(JsonNodeReader.newObject().put(VERSION, 2).put(PATH, entity.path()));
    }

    /** Reads version 1 or 2; {@link MalformedNodeException} for another or when the value is no notification. */
    public static ConfigEntity decode(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        int version = json.integer(VERSION);
        if (version != 1 && version != 2) {
            throw json.complain("unknown version " + version + " of a configuration change");
        }
        try {
            return new ConfigEntity(version == 2 ? json.text(PATH) : json.text(TYPE) + "/" + json.text(NAME));
        } catch (IllegalArgumentException e) {
            throw json.complain(String.valueOf(e.getMessage()));
        }
    }
}
