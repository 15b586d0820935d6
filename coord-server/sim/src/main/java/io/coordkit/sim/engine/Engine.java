package io.coordkit.sim.engine;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time: a queue of things to happen, ordered by time and then by who asked first. One thread. */
public final class Engine {
    public static final long NANOS_PER_MS = 1_000_000;

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Draws draws;
    private final Trace trace;
    private long now;
    private long sequence;
    private long events;

    private record Event(long at, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** An empty queue at time 0. */
    public Engine(long seed, Trace trace) {
        this.draws = new Draws(seed);
        this.trace = trace;
    }

    /** Virtual nanoseconds since the start of the run. */
    public long now() {
        return now;
    }

    /** Events that have happened. */
    public long events() {
        return events;
    }

    /** Where chance comes from. */
    public Draws draws() {
        return draws;
    }

    /** Lets {@code action} happen at a time, which must not be past; equal times keep the order of the calls. */
    public void at(long nanos, Runnable action) {
        queue.add(new Event(Math.max(nanos, now), sequence++, action));
    }

    /** Lets {@code action} happen after a time. */
    public void after(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    /** Adds a line to the trace. */
    public void note(String what, long a, long b) {
        trace.note(now, what, a, b);
    }

    /** Runs everything up to a time, which then is now. */
    public void runUntil(long nanos) {
        runUntil(nanos, () -> false);
    }

    /** Runs up to a time, or until after some event {@code done} says so; whether it did. */
    public boolean runUntil(long nanos, BooleanSupplier done) {
        for (Event next = queue.peek(); next != null && next.at <= nanos; next = queue.peek()) {
            queue.remove();
            now = next.at;
            events++;
            next.action.run();
            if (done.getAsBoolean()) {
                return true;
            }
        }
        now = nanos;
        return false;
    }
}
