package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a group of Kafka 0.7 writes: {@code {"login":2}}, topic to streams, or {@code *<streams>*<expression>} for the topics
 * that match and {@code !<streams>!<expression>} for those that do not (0.7's {@code TopicCount}).
 */
final class Subscription07 {
    private static final Pattern LIST = Pattern.compile("([*!])(\\d{1,9})\\1(.+)", Pattern.DOTALL);
    private static final String WHITE = "*";
    private static final String BLACK = "!";

    private Subscription07() {}

    static byte[] encode(Subscription subscription) {
        if (subscription.isWildcard()) {
            String mark = subscription.pattern() == Subscription.Pattern.WHITE_LIST ? WHITE : BLACK;
            Map.Entry<String, Integer> only =
                    subscription.streams().entrySet().iterator().next();
            return (mark + only.getValue() + mark + only.getKey()).getBytes(StandardCharsets.UTF_8);
        }
        ObjectNode json = JsonNodeReader.newObject();
        subscription.streams().forEach((topic, streams) -> json.put(topic, streams.intValue()));
        return JsonNodeReader.bytes(json);
    }

    static Subscription decode(String path, byte @Nullable [] data) {
        Matcher list = LIST.matcher(data == null ? "" : new String(data, StandardCharsets.UTF_8));
        try {
            if (!list.matches()) {
                return Subscription.toTopics(streams(JsonNodeReader.of(path, data)), -1);
            }
            int streams = Integer.parseInt(list.group(2));
            return list.group(1).equals(WHITE)
                    ? Subscription.whiteList(list.group(3), streams, -1)
                    : Subscription.blackList(list.group(3), streams, -1);
        } catch (IllegalArgumentException e) {
            throw new MalformedNodeException(path, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Integer> streams(JsonNodeReader json) {
        Map<String, Integer> streams = new LinkedHashMap<>();
        json.beyond(Set.of()).forEach((topic, count) -> streams.put(topic, json.integer(topic, count)));
        return streams;
    }
}
