package io.coordkit.cli.demo.kafkarebalance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records of one partition that follow each other, or a place between two of them.
 *
 * @param partition the partition's number
 * @param from the offset of the first record
 * @param next the offset after the last record; equal to {@code from} for a place
 */
record Span(int partition, long from, long next) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

    Span {
        if (partition < 0 || from < 0 || next < from) {
            throw new IllegalArgumentException("no span: partition " + partition + ", " + from + " to " + next);
        }
    }

    /** The place before the record at the offset. */
    static Span at(int partition, long offset) {
        return new Span(partition, offset, offset);
    }

    /** Reads what {@link #toString} wrote. */
    static Span parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no span: " + text);
        }
        return new Span(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }

    /** How many records. */
    long count() {
        return next - from;
    }

    /** As it goes through the channel: {@code 3:100-120}. */
    @Override
    public String toString() {
        return partition + ":" + from + "-" + next;
    }
}
