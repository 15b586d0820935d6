package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reservation's id, written {@code reservation_<cluster timestamp>_<number of at least four digits>}.
 *
 * @param clusterTimestamp start time of the resource manager that issued it, in milliseconds
 * @param number counter since that start
 */
public record ReservationId(long clusterTimestamp, long number) implements Comparable<ReservationId> {

    private static final Pattern TEXT = Pattern.compile("reservation_(\\d{1,18})_(\\d{4,18})");
    private static final Comparator<ReservationId> ORDER =
            Comparator.comparingLong(ReservationId::clusterTimestamp).thenComparingLong(ReservationId::number);

    /** Reads the text form; throws IllegalArgumentException for anything else. */
    public static ReservationId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a reservation id: " + text);
        }
        return new ReservationId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    ProtoMessage toMessage() {
        return ProtoMessage.EMPTY.withVarint(1, number).withVarint(2, clusterTimestamp);
    }

    @Override
    public int compareTo(ReservationId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "reservation_%d_%04d", clusterTimestamp, number);
    }
}
