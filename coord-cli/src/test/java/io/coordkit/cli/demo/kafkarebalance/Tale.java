package io.coordkit.cli.demo.kafkarebalance;

import java.util.ArrayList;
import java.util.List;

/** Tells what might have happened, one thing every ten nanoseconds. */
final class Tale {

    private final List<Event> events = new ArrayList<>();
    private long now;

    Tale assigned(String consumer, int partition, long offset) {
        return add(consumer, Event.Kind.ASSIGNED, Span.at(partition, offset));
    }

    Tale read(String consumer, int partition, long from, long next) {
        return add(consumer, Event.Kind.READ, new Span(partition, from, next));
    }

    Tale revoked(String consumer, int partition, long offset) {
        return add(consumer, Event.Kind.REVOKED, Span.at(partition, offset));
    }

    Tale lost(String consumer, int partition, long offset) {
        return add(consumer, Event.Kind.LOST, Span.at(partition, offset));
    }

    Tale died(String consumer, int partition, long committed) {
        return add(consumer, Event.Kind.DIED, Span.at(partition, committed));
    }

    /** When the last thing happened. */
    long now() {
        return now;
    }

    History history() {
        return History.of(events);
    }

    /** c1 reads partition 0 to 30 and gives it to c2, which reads to 60, commits 50 and dies; c3 goes on to 70. */
    static Tale ofACrash() {
        return new Tale()
                .assigned("c1", 0, 0)
                .read("c1", 0, 0, 20)
                .read("c1", 0, 20, 30)
                .revoked("c1", 0, 30)
                .assigned("c2", 0, 30)
                .read("c2", 0, 30, 60)
                .died("c2", 0, 50)
                .assigned("c3", 0, 50)
                .read("c3", 0, 50, 70)
                .revoked("c3", 0, 70);
    }

    private Tale add(String consumer, Event.Kind kind, Span span) {
        now += 10;
        events.add(new Event(now, consumer, kind, span));
        return this;
    }
}
