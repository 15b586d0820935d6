package io.coordkit.kafka.codec;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A wildcard subscription's regular expression, read as the old consumer reads it ({@code kafka.consumer.TopicFilter}):
 * a comma is an alternative, blanks and enclosing quotes are dropped, and the whole name must match. Internal topics
 * are never admitted ({@code exclude.internal.topics}, on by default).
 */
final class TopicFilter {
    private static final Set<String> INTERNAL = Set.of("__consumer_offsets", "__transaction_state");

    private final Pattern pattern;
    private final boolean admitsMatches;

    /** Throws {@link java.util.regex.PatternSyntaxException}, an IllegalArgumentException, for a bad expression. */
    TopicFilter(String expression, boolean admitsMatches) {
        String cleaned = expression.trim().replace(',', '|').replace(" ", "").replaceAll("^[\"']+|[\"']+$", "");
        this.pattern = Pattern.compile(cleaned);
        this.admitsMatches = admitsMatches;
    }

    boolean admits(String topic) {
        return pattern.matcher(topic).matches() == admitsMatches && !INTERNAL.contains(topic);
    }
}
