package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.children.Child;
import io.coordkit.cli.demo.children.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The consumers of this demo, each a child process, and all that they reported. Safe for use by many threads. */
final class ConsumerGroup {

    /** What became of a consumer. */
    enum Fate {
        STARTING,
        MEMBER,
        KILLED,
        LEFT
    }

    /** A new Java process on a busy machine may take its time. */
    private static final Duration JOIN_AT_MOST = Duration.ofSeconds(30);

    /** It commits, gives its partitions up and says so, and its process ends: perhaps on a busy machine, too. */
    private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(30);

    private final DemoContext context;
    private final Brokers brokers;
    private final Map<String, Child> children = new TreeMap<>();
    private final Map<String, Fate> fates = new LinkedHashMap<>();
    private final Map<String, Set<Integer>> reading = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Long> nextOffsets = new TreeMap<>();

    ConsumerGroup(DemoContext context, Brokers brokers) {
        this.context = context;
        this.brokers = brokers;
    }

    /** The name in this demo of a consumer id: {@code "c1"} of {@code "billing_c1"}. */
    static String nameOf(String consumerId) {
        return consumerId.substring(consumerId.indexOf('_') + 1);
    }

    /** Starts some consumers at the same time and waits until all have joined; returns the longest session timeout. */
    Duration join(String... names) throws Exception {
        for (String name : names) {
            become(name, Fate.STARTING);
            start(name);
        }
        long sessionMillis = 0;
        for (String name : names) {
            Message joined = child(name).await(ConsumerRole.JOINED, JOIN_AT_MOST);
            sessionMillis = Math.max(sessionMillis, joined.number(ConsumerRole.SESSION_MILLIS));
        }
        return Duration.ofMillis(sessionMillis);
    }

    private synchronized void start(String name) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(context.connectString(), name));
        brokers.bootstrap().ifPresent(arguments::add);
        children.put(
                name,
                context.children()
                        .start(
                                name,
                                ConsumerRole.class,
                                message -> heard(name, message),
                                arguments.toArray(String[]::new)));
        reading.put(name, new TreeSet<>());
    }

    /** Kills a consumer with -9 and returns when it is gone. */
    long kill(String name) throws InterruptedException {
        child(name).kill();
        long atNanos = System.nanoTime();
        become(name, Fate.KILLED);
        return atNanos;
    }

    /** Remembers what a killed consumer had committed. */
    synchronized void died(String name, long atNanos, Map<Integer, Long> committed) {
        committed.forEach((partition, offset) ->
                events.add(new Event(atNanos, name, Event.Kind.DIED, Span.at(partition, offset))));
        reading.put(name, new TreeSet<>());
    }

    /** Asks a consumer to leave and waits until its process has ended. */
    void leave(String name) throws Exception {
        int code = child(name).stop(LEAVE_AT_MOST);
        if (code != 0) {
            throw new IOException(name + " ended with exit code " + code + "; see "
                    + child(name).logFile());
        }
        become(name, Fate.LEFT);
    }

    /** Everybody who was started, in that order, and what became of it. */
    synchronized Map<String, Fate> fates() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(fates));
    }

    /** Those who are there. */
    synchronized SortedSet<String> alive() {
        SortedSet<String> alive = new TreeSet<>(fates.keySet());
        alive.removeIf(name -> fates.get(name) == Fate.KILLED || fates.get(name) == Fate.LEFT);
        return alive;
    }

    /** What each says that it reads now. */
    synchronized Map<String, Set<Integer>> reading() {
        Map<String, Set<Integer>> copy = new TreeMap<>();
        reading.forEach((name, partitions) -> copy.put(name, Set.copyOf(partitions)));
        return copy;
    }

    /** Everything that was reported so far. */
    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The offset after the last record that was read of each partition, by whoever read last. */
    synchronized Map<Integer, Long> nextOffsets() {
        return new TreeMap<>(nextOffsets);
    }

    private synchronized void become(String name, Fate fate) {
        fates.put(name, fate);
    }

    private synchronized Child child(String name) {
        Child child = children.get(name);
        if (child == null) {
            throw new IllegalArgumentException("there is no consumer " + name);
        }
        return child;
    }

    private void heard(String name, Message message) {
        if (message.type().equals(ConsumerRole.JOINED)) {
            become(name, Fate.MEMBER);
        }
        List<Event> reported = Event.of(name, message);
        if (reported.isEmpty()) {
            return;
        }
        synchronized (this) {
            events.addAll(reported);
            reported.forEach(this::follow);
        }
        tell(name, reported);
    }

    private void follow(Event event) {
        int partition = event.span().partition();
        Set<Integer> own = reading.computeIfAbsent(event.consumer(), name -> new TreeSet<>());
        switch (event.kind()) {
            case ASSIGNED -> own.add(partition);
            case REVOKED, LOST, DIED -> own.remove(partition);
            case READ -> nextOffsets.put(partition, event.span().next());
        }
    }

    private void tell(String name, List<Event> reported) {
        List<Integer> partitions =
                reported.stream().map(event -> event.span().partition()).toList();
        LongSummaryStatistics offsets =
                reported.stream().mapToLong(event -> event.span().next()).summaryStatistics();
        String which = (partitions.size() == 1 ? "partition " : "partitions ") + Topic.text(partitions);
        String where =
                "offset " + (offsets.getMin() == offsets.getMax() ? "" : offsets.getMin() + " to ") + offsets.getMax();
        switch (reported.get(0).kind()) {
            case ASSIGNED -> context.narrator().saw(name, "takes " + which + " at " + where);
            case REVOKED -> context.narrator().saw(name, "stops reading " + which + ", commits " + where);
            case LOST -> context.narrator().saw(name, "lost its session, stops reading " + which + " at " + where);
            case READ, DIED -> {}
        }
    }
}
