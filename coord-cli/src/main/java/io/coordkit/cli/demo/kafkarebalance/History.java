package io.coordkit.cli.demo.kafkarebalance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that was told, put in order: who read which partition when.
 *
 * @param reads every report of reading, in the order of time
 * @param tenures by partition, in the order in which they began
 * @param strays what does not fit together: reading without a tenure, a tenure within a tenure
 */
record History(List<Event> reads, SortedMap<Integer, List<Tenure>> tenures, List<String> strays) {

    /** Puts events of all consumers in order. */
    static History of(List<Event> events) {
        Builder builder = new Builder();
        events.stream().sorted(Comparator.comparingLong(Event::atNanos)).forEach(builder::add);
        return builder.build();
    }

    /** How many tenures there were. */
    int size() {
        return tenures.values().stream().mapToInt(List::size).sum();
    }

    /** Records that were read by consumers which then died, or lost their session, before they had committed them. */
    long readAfterLastCommit() {
        long records = 0;
        for (List<Tenure> successive : tenures.values()) {
            for (int i = 0; i + 1 < successive.size(); i++) {
                Tenure before = successive.get(i);
                records += switch (before.end()) {
                    case DIED -> before.position() - before.endOffset();
                    case LOST -> before.position() - successive.get(i + 1).start();
                    case REVOKED, LASTS -> 0;
                };
            }
        }
        return records;
    }

    private record Seat(String consumer, int partition) {}

    private record Opening(Event assigned, List<Span> reads) {}

    private static final class Builder {
        private final List<Event> reads = new ArrayList<>();
        private final Map<Seat, Opening> open = new LinkedHashMap<>();
        private final SortedMap<Integer, List<Tenure>> tenures = new TreeMap<>();
        private final List<String> strays = new ArrayList<>();

        void add(Event event) {
            Seat seat = new Seat(event.consumer(), event.span().partition());
            switch (event.kind()) {
                case ASSIGNED -> {
                    if (open.putIfAbsent(seat, new Opening(event, new ArrayList<>())) != null) {
                        strays.add(event.consumer() + " was given partition " + seat.partition() + " twice");
                    }
                }
                case READ -> {
                    reads.add(event);
                    Opening opening = open.get(seat);
                    if (opening == null) {
                        strays.add(event.consumer() + " read " + event.span() + ", which was not its partition then");
                    } else {
                        opening.reads().add(event.span());
                    }
                }
                case REVOKED -> end(seat, event, Tenure.End.REVOKED);
                case LOST -> end(seat, event, Tenure.End.LOST);
                case DIED -> end(seat, event, Tenure.End.DIED);
            }
        }

        private void end(Seat seat, Event event, Tenure.End end) {
            Opening opening = open.remove(seat);
            if (opening == null) {
                strays.add(event.consumer() + " gave up partition " + seat.partition() + " without having it");
            } else {
                close(opening, event.atNanos(), end, event.span().next());
            }
        }

        private void close(Opening opening, long untilNanos, Tenure.End end, long endOffset) {
            Event assigned = opening.assigned();
            tenures.computeIfAbsent(assigned.span().partition(), p -> new ArrayList<>())
                    .add(new Tenure(
                            assigned.consumer(),
                            assigned.span().partition(),
                            assigned.span().next(),
                            assigned.atNanos(),
                            untilNanos,
                            end,
                            endOffset,
                            List.copyOf(opening.reads())));
        }

        History build() {
            open.values()
                    .forEach(opening -> close(
                            opening,
                            Long.MAX_VALUE,
                            Tenure.End.LASTS,
                            opening.assigned().span().next()));
            tenures.values().forEach(list -> list.sort(Comparator.comparingLong(Tenure::fromNanos)));
            return new History(List.copyOf(reads), tenures, List.copyOf(strays));
        }
    }
}
