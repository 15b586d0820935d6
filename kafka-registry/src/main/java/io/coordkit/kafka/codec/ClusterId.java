package io.coordkit.kafka.codec;

import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code /cluster/id} (Kafka's {@code ClusterIdZNode}). Its version is a string.
 *
 * @param id 22 characters of base64url, a uuid
 */
public record ClusterId(String id) {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9_-]+");

    public ClusterId {
        if (!LEGAL.matcher(id).matches()) {
            throw new IllegalArgumentException("illegal cluster id: \"" + id + "\"");
        }
    }

    /** A new identity. */
    public static ClusterId random() {
        return new ClusterId(Uuid.randomUuid().toString());
    }

    /** Writes version "1". */
    public byte[] encode() {
        return JsonNodeReader.bytes(
                JsonNodeReader.newObject().put("version", "1").put("id", id));
    }

    /** Reads a cluster id; {@link MalformedNodeException} when the value is none. */
    public static ClusterId decode(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        try {
            return new ClusterId(json.text("id"));
        } catch (IllegalArgumentException e) {
            throw json.complain(String.valueOf(e.getMessage()));
        }
    }
}
