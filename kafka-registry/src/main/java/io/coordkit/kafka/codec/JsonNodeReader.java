package io.coordkit.kafka.codec;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one znode's JSON object field by field; every complaint names the znode. */
final class JsonNodeReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String path;
    private final ObjectNode object;

    private JsonNodeReader(String path, ObjectNode object) {
        this.path = path;
        this.object = object;
    }

    static JsonNodeReader of(String path, byte @Nullable [] data) {
        if (data == null || data.length == 0) {
            throw new MalformedNodeException(path, "no value where a JSON object is expected");
        }
        try {
            if (MAPPER.readTree(data) instanceof ObjectNode object) {
                return new JsonNodeReader(path, object);
            }
        } catch (IOException e) {
            throw new MalformedNodeException(path, "not JSON: " + firstLine(e));
        }
        throw new MalformedNodeException(path, "JSON, but not an object");
    }

    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(ObjectNode object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (IOException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    MalformedNodeException complain(String complaint) {
        return new MalformedNodeException(path, complaint);
    }

    boolean has(String key) {
        return object.hasNonNull(key);
    }

    int integer(String key) {
        return integer(key, required(key));
    }

    int integerOr(String key, int absent) {
        return has(key) ? integer(key) : absent;
    }

    String text(String key) {
        JsonNode value = required(key);
        if (!value.isTextual()) {
            throw complain("\"" + key + "\" is not a string: " + value);
        }
        return value.textValue();
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** Milliseconds written as a string; the real readers never parse it, so a number or nothing (-1) passes too. */
    long timestamp(String key) {
        JsonNode value = object.path(key);
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        try {
            return value.isTextual() ? Long.parseLong(value.textValue()) : -1;
        } catch (NumberFormatException e) {
            throw complain("\"" + key + "\" is not a number of milliseconds: " + value);
        }
    }

    List<Integer> integers(String key) {
        return integers(key, required(key));
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(key, required(key))) {
            if (!element.isTextual()) {
                throw complain("\"" + key + "\" holds something that is no string: " + element);
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** The fields of an object-valued key, each as a reader of values; empty when the key is absent. */
    Map<String, JsonNode> fields(String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw complain("\"" + key + "\" is not an object: " + value);
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        value.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    int integer(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw complain("\"" + key + "\" is not an integer: " + value);
        }
        return value.intValue();
    }

    List<Integer> integers(String key, JsonNode value) {
        List<Integer> integers = new ArrayList<>();
        for (JsonNode element : array(key, value)) {
            integers.add(integer(key, element));
        }
        return integers;
    }

    /** What this object holds beyond the known keys. */
    Map<String, JsonNode> beyond(Set<String> known) {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                rest.put(field.getKey(), field.getValue());
            }
        });
        return rest;
    }

    /** The objects in an array-valued key. */
    List<JsonNode> objects(String key) {
        List<JsonNode> objects = new ArrayList<>();
        for (JsonNode element : array(key, required(key))) {
            if (!element.isObject()) {
                throw complain("\"" + key + "\" holds something that is no object: " + element);
            }
            objects.add(element);
        }
        return objects;
    }

    private JsonNode required(String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            throw complain("\"" + key + "\" is missing");
        }
        return value;
    }

    private JsonNode array(String key, JsonNode value) {
        if (!value.isArray()) {
            throw complain("\"" + key + "\" is not an array: " + value);
        }
        return value;
    }
}
