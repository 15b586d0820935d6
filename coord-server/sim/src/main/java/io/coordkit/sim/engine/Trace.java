package io.coordkit.sim.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;

/** One line for everything worth seeing, kept as a hash always and as text only when somebody wants to read it. */
public final class Trace {
    private final int linesMax;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long hash;

    /** @param linesMax how many of the last lines are kept as text; 0 keeps the hash alone */
    public Trace(int linesMax) {
        this.linesMax = linesMax;
    }

    /** A line: the time in virtual nanoseconds, what happened, and two numbers that tell it from others. */
    public void note(long nanos, String what, long a, long b) {
        hash = Draws.mix(Draws.mix(hash, nanos), Draws.mix(what.hashCode(), Draws.mix(a, b)));
        if (linesMax > 0) {
            lines.addLast(String.format(Locale.ROOT, "%12.6f  %-18s %x %x", nanos / 1e9, what, a, b));
            if (lines.size() > linesMax) {
                lines.removeFirst();
            }
        }
    }

    /** Equal for two runs in which the same things happened at the same times. */
    public long hash() {
        return hash;
    }

    /** The last lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
