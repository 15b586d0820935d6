package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.children.Message;
import java.util.Collection;
import java.util.List;

/**
 * One thing that happened to one consumer at one partition.
 *
 * @param atNanos by {@link System#nanoTime()}, which is one clock for all processes of the machine
 * @param consumer who
 * @param kind what
 * @param span which records, or the place where it happened
 */
record Event(long atNanos, String consumer, Kind kind, Span span) {

    /** What a consumer goes through with a partition. All but {@link #DIED} are its own words. */
    enum Kind {
        /** The partition is ours; reading starts at this place. */
        ASSIGNED,
        /** These records were read. */
        READ,
        /** Reading stopped at this place, which is committed before the partition is released. */
        REVOKED,
        /** Reading stopped at this place because the session is gone: nothing more can be committed. */
        LOST,
        /** The process was killed; this place is what it had committed, as found in the tree. */
        DIED
    }

    private static final String SPANS = "spans";

    /** A consumer's report, made now, of the same thing at some partitions. */
    static Message report(Kind kind, Collection<Span> spans) {
        return Message.of(kind.name())
                .with(SPANS, spans.stream().map(Span::toString).toList());
    }

    /** The events in a report; none when the message is about something else. */
    static List<Event> of(String consumer, Message message) {
        if (!message.fields().containsKey(SPANS)) {
            return List.of();
        }
        Kind kind = Kind.valueOf(message.type());
        return message.texts(SPANS).stream()
                .map(text -> new Event(message.atNanos(), consumer, kind, Span.parse(text)))
                .toList();
    }
}
