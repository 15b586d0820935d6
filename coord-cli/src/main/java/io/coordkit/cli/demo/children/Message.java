package io.coordkit.cli.demo.children;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line between a demo and its child process.
 *
 * @param type what it is, such as {@code "became-active"}
 * @param atNanos when the sender made it, by {@link System#nanoTime()}; on Linux that is one clock for all processes of
 *     the machine, so these times may be compared between children
 * @param fields its content: strings, integers, booleans, and lists of these
 */
public record Message(String type, long atNanos, Map<String, Object> fields) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {};
    private static final String TYPE = "type";
    private static final String AT = "atNanos";

    public Message {
        fields = Map.copyOf(fields);
    }

    /** A message without fields, made now. */
    public static Message of(String type) {
        return new Message(type, System.nanoTime(), Map.of());
    }

    /** This message with one more field. */
    public Message with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Message(type, atNanos, more);
    }

    /** The field as text. Fails when it is absent. */
    public String text(String name) {
        return field(name).toString();
    }

    /** The field as a whole number. Fails when it is absent or no number. */
    public long number(String name) {
        if (field(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("field " + name + " is no number in " + this);
    }

    /** The field as true or false. Fails when it is absent or neither. */
    public boolean flag(String name) {
        if (field(name) instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("field " + name + " is neither true nor false in " + this);
    }

    /** The field as a list of texts. Fails when it is absent or no list. */
    public List<String> texts(String name) {
        if (field(name) instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException("field " + name + " is no list in " + this);
    }

    /** Reads one line. */
    static Message parse(String line) throws IOException {
        if (!line.startsWith("{")) {
            throw new IOException("not a message: " + line);
        }
        Map<String, Object> json = JSON.readValue(line, FIELDS);
        Object type = json.remove(TYPE);
        Object at = json.remove(AT);
        if (type instanceof String name && at instanceof Number nanos) {
            return new Message(name, nanos.longValue(), json);
        }
        throw new IOException("not a message: " + line);
    }

    /** Writes one line, without its end. */
    String toLine() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, type);
        json.put(AT, atNanos);
        json.putAll(fields);
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException("field that JSON cannot carry", unwritable);
        }
    }

    private Object field(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no field " + name + " in " + this);
        }
        return value;
    }
}
