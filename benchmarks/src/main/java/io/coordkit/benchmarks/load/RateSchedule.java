package io.coordkit.benchmarks.load;

/**
 * The instants at which requests ought to start: evenly spaced, so many a second, whatever becomes of them. The fractions of
 * a nanosecond do not add up over time.
 *
 * @param startNanos when the first of the whole schedule is due, by the clock of {@link System#nanoTime}
 * @param perSecond rate of the whole schedule
 * @param first the first one that belongs to this share, counted from 0 over the whole schedule
 * @param step every how many belong to this share
 */
public record RateSchedule(long startNanos, int perSecond, int first, int step) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** The whole schedule. */
    public static RateSchedule starting(long startNanos, int perSecond) {
        return new RateSchedule(startNanos, perSecond, 0, 1);
    }

    /** What one of several takes of it when they take turns. */
    public RateSchedule share(int index, int of) {
        return new RateSchedule(startNanos, perSecond, first + index * step, of * step);
    }

    /** When a request of this share is due, counted from 0. */
    public long dueNanos(long number) {
        return startNanos + (first + number * step) * NANOS_PER_SECOND / perSecond;
    }

    /** How many of this share are due at an instant, so also the number of the next one. */
    public long countDue(long nowNanos) {
        long elapsed = nowNanos - startNanos;
        if (elapsed < 0) {
            return 0;
        }
        long last = ((elapsed + 1) * perSecond - 1) / NANOS_PER_SECOND;
        return last < first ? 0 : (last - first) / step + 1;
    }
}
