package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Everything that the clients of a run recorded, by one clock. */
public record History(List<SessionLog> sessions) {

    /** Errors that are about znodes; a write with this outcome has a zxid of its own in the order of all. */
    private static final Set<Integer> JUDGEMENTS = Set.of(Answer.NODE_EXISTS, Answer.NO_NODE, Answer.BAD_VERSION);

    <T extends Moment> void forEach(Class<T> kind, BiConsumer<SessionLog, T> consumer) {
        for (SessionLog session : sessions) {
            for (Moment moment : session.moments()) {
                if (kind.isInstance(moment)) {
                    consumer.accept(session, kind.cast(moment));
                }
            }
        }
    }

    /** The writes that were answered with a zxid of their own, refused ones included, by the time of the answer. */
    List<Answered> orderedWrites() {
        var writes = new ArrayList<Answered>();
        forEach(Answered.class, (session, answered) -> {
            if (hasItsOwnZxid(answered)) {
                writes.add(answered);
            }
        });
        writes.sort(Comparator.comparingLong(Answered::completedNanos));
        return writes;
    }

    /** Whether the server did what was asked, or looked whether it can be done: the session was good at least. */
    static boolean isJudged(Answered answered) {
        return !(answered.answer() instanceof Answer.Refused refused) || JUDGEMENTS.contains(refused.error());
    }

    private static boolean hasItsOwnZxid(Answered answered) {
        if (!isJudged(answered)) {
            return false;
        }
        return !answered.call().writes().isEmpty() || answered.call() instanceof Call.Close;
    }
}
