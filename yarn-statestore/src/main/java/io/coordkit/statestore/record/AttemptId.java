package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of one attempt, written {@code appattempt_<cluster timestamp>_<application>_<attempt of at least six digits>}.
 *
 * @param application the application that is attempted
 * @param number counter within the application, from 1
 */
public record AttemptId(ApplicationId application, int number) implements Comparable<AttemptId> {

    private static final Pattern TEXT = Pattern.compile("appattempt_(\\d{1,18}_\\d{4,10})_(\\d{6,10})");
    private static final Comparator<AttemptId> ORDER =
            Comparator.comparing(AttemptId::application).thenComparingInt(AttemptId::number);

    /** Reads the text form; throws IllegalArgumentException for anything else. */
    public static AttemptId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an application attempt id: " + text);
        }
        return new AttemptId(
                ApplicationId.parse("application_" + matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    static AttemptId of(ProtoMessage message) {
        return new AttemptId(ApplicationId.of(message.message(1).orElse(ProtoMessage.EMPTY)), message.int32(2, 0));
    }

    ProtoMessage toMessage() {
        return ProtoMessage.EMPTY.withMessage(1, application.toMessage()).withVarint(2, number);
    }

    @Override
    public int compareTo(AttemptId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "appattempt_" + application.clusterTimestamp() + "_" + ApplicationId.padded(application.number(), 4)
                + "_" + ApplicationId.padded(number, 6);
    }
}
