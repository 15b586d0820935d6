package io.coordkit.cli.demo.kafkarebalance;

import java.util.List;

/**
 * The time in which one consumer read one partition.
 *
 * @param start the offset at which it began
 * @param fromNanos when it began
 * @param untilNanos when it ended; {@link Long#MAX_VALUE} when it did not
 * @param end how it ended
 * @param endOffset where: told by the consumer, or found in the tree when it died; {@code start} while it lasts
 * @param reads what it read, in order
 */
record Tenure(
        String consumer,
        int partition,
        long start,
        long fromNanos,
        long untilNanos,
        End end,
        long endOffset,
        List<Span> reads) {

    /** How a tenure ended. */
    enum End {
        /** It did not. */
        LASTS,
        /** Given up in good order. */
        REVOKED,
        /** The session expired under a living consumer. */
        LOST,
        /** The process was killed. */
        DIED
    }

    /** The offset after the last record that it read. */
    long position() {
        return reads.isEmpty() ? start : reads.get(reads.size() - 1).next();
    }

    /** Did it last from the one time to the other without a gap? */
    boolean covers(long from, long until) {
        return fromNanos <= from && until <= untilNanos;
    }

    @Override
    public String toString() {
        return consumer + " at partition " + partition;
    }
}
