package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application's id, written {@code application_<cluster timestamp>_<number of at least four digits>}.
 *
 * @param clusterTimestamp start time of the resource manager that issued it, in milliseconds
 * @param number counter since that start
 */
public record ApplicationId(long clusterTimestamp, int number) implements Comparable<ApplicationId> {

    private static final Pattern TEXT = Pattern.compile("application_(\\d{1,18})_(\\d{4,10})");
    private static final Comparator<ApplicationId> ORDER =
            Comparator.comparingLong(ApplicationId::clusterTimestamp).thenComparingInt(ApplicationId::number);

    /** Reads the text form; throws IllegalArgumentException for anything else. */
    public static ApplicationId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an application id: " + text);
        }
        return new ApplicationId(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    static ApplicationId of(ProtoMessage message) {
        return new ApplicationId(message.int64(2, 0), message.int32(1, 0));
    }

    ProtoMessage toMessage() {
        return ProtoMessage.EMPTY.withVarint(1, number).withVarint(2, clusterTimestamp);
    }

    @Override
    public int compareTo(ApplicationId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "application_" + clusterTimestamp + "_" + padded(number, 4);
    }

    /** Not String.format: the id of each application and attempt is compared with its path when a store is loaded. */
    static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
