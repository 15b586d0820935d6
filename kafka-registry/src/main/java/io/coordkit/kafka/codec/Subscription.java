package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one member of a group wants: the value of {@code /consumers/<group>/ids/<consumer>} (Kafka 1.1's {@code
 * TopicCount}).
 *
 * @param pattern how to read the keys of {@code streams}
 * @param streams topic, or the one regular expression of a list, to the number of streams; never empty
 * @param timestampMs when it was written, in milliseconds since 1970
 * @param unknown fields that this library does not know, kept as they were read
 */
public record Subscription(
        Pattern pattern, Map<String, Integer> streams, long timestampMs, Map<String, JsonNode> unknown) {
    /** The three kinds of subscription, by the word in the znode. */
    public enum Pattern {
        STATIC("static"),
        WHITE_LIST("white_list"),
        BLACK_LIST("black_list");

        private final String word;

        Pattern(String word) {
            this.word = word;
        }
    }

    private static final String VERSION = "version";
    private static final String SUBSCRIPTION = "subscription";
    private static final String PATTERN = "pattern";
    private static final String TIMESTAMP = "timestamp";
    private static final Set<String> KNOWN = Set.of(VERSION, SUBSCRIPTION, PATTERN, TIMESTAMP);

    public Subscription {
        streams = Collections.unmodifiableMap(new TreeMap<>(streams));
        if (streams.isEmpty() || streams.values().stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("a subscription needs topics with at least one stream: " + streams);
        }
        if (pattern != Pattern.STATIC) {
            if (streams.size() != 1) {
                throw new IllegalArgumentException("a " + pattern.word + " has exactly one expression: " + streams);
            }
            new TopicFilter(streams.keySet().iterator().next(), true);
        }
    }

    /** Subscribes to named topics, each with a number of streams. */
    public static Subscription toTopics(Map<String, Integer> streams, long timestampMs) {
        return new Subscription(Pattern.STATIC, streams, timestampMs, Map.of());
    }

    /** Subscribes to all topics that match, internal ones excepted. */
    public static Subscription whiteList(String expression, int streams, long timestampMs) {
        return new Subscription(Pattern.WHITE_LIST, Map.of(expression, streams), timestampMs, Map.of());
    }

    /** Subscribes to all topics that do not match, internal ones excepted. */
    public static Subscription blackList(String expression, int streams, long timestampMs) {
        return new Subscription(Pattern.BLACK_LIST, Map.of(expression, streams), timestampMs, Map.of());
    }

    /** Does the answer of {@link #streamsAmong} depend on which topics exist? */
    public boolean isWildcard() {
        return pattern != Pattern.STATIC;
    }

    /** Streams per topic. A static subscription names its topics whether they exist or not. */
    public Map<String, Integer> streamsAmong(Set<String> existingTopics) {
        if (pattern == Pattern.STATIC) {
            return streams;
        }
        Map.Entry<String, Integer> only = streams.entrySet().iterator().next();
        TopicFilter filter = new TopicFilter(only.getKey(), pattern == Pattern.WHITE_LIST);
        Map<String, Integer> expanded = new TreeMap<>();
        existingTopics.stream().filter(filter::admits).forEach(topic -> expanded.put(topic, only.getValue()));
        return expanded;
    }

    /** Writes version 1, the only one there is. */
    public byte[] encode() {
        ObjectNode json = JsonNodeReader.newObject();
        json.put(VERSION, 1);
        ObjectNode subscription = json.putObject(SUBSCRIPTION);
        streams.forEach((topic, count) -> subscription.put(topic, count.intValue()));
        json.put(PATTERN, pattern.word);
        json.put(TIMESTAMP, Long.toString(timestampMs));
        json.setAll(unknown);
        return JsonNodeReader.bytes(json);
    }

    /** Reads a member's node; {@link MalformedNodeException} when the value is no subscription. */
    public static Subscription decode(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        Map<String, Integer> streams = new LinkedHashMap<>();
        json.fields(SUBSCRIPTION).forEach((topic, count) -> streams.put(topic, json.integer(SUBSCRIPTION, count)));
        try {
            return new Subscription(pattern(json), streams, json.timestamp(TIMESTAMP), json.beyond(KNOWN));
        } catch (IllegalArgumentException e) {
            throw json.complain(String.valueOf(e.getMessage()));
        }
    }

    private static Pattern pattern(JsonNodeReader json) {
        String word = json.text(PATTERN);
        for (Pattern pattern : Pattern.values()) {
            if (pattern.word.equals(word)) {
                return pattern;
            }
        }
        throw json.complain("unknown pattern \"" + word + "\"");
    }
}
