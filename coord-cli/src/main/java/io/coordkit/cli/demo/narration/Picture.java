package io.coordkit.cli.demo.narration;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of a demo's world at a glance: a few labelled rows, such as one per process. Immutable; two pictures with
 * the same rows are equal, and showing the same picture twice shows it once.
 *
 * @param rows at most about 15, so that they fit a terminal under the current step
 */
public record Picture(List<Row> rows) {

    /** A picture without rows: nothing to show. */
    public static final Picture EMPTY = new Picture(List.of());

    public Picture {
        rows = List.copyOf(rows);
    }

    /** Starts an empty picture to which {@link #row} adds. */
    public static Picture of(Row... rows) {
        return new Picture(List.of(rows));
    }

    /** This picture with one more row at the bottom. */
    public Picture row(String label, Mood mood, String text) {
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row(label, mood, text));
        return new Picture(more);
    }

    /**
     * One line of the picture.
     *
     * @param label who or what, such as {@code "rm1"}
     * @param mood how it is doing, shown as a mark and a colour
     * @param text its state in a few words; cut at the terminal's edge
     */
    public record Row(String label, Mood mood, String text) {}

    /** How a row is doing. */
    public enum Mood {
        /** At work, in charge, owned. */
        GOOD,
        /** Alive and waiting. */
        IDLE,
        /** In transition: electing, rebalancing, splitting. */
        BUSY,
        /** Dead, frozen, fenced, orphaned. */
        BAD
    }
}
