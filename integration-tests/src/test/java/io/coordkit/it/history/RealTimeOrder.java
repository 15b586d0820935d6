package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The order of zxids against the clock: a write that begins after another one was answered is later, and zxids are unique. */
final class RealTimeOrder {

    private final History history;
    private final Frontier frontier;

    RealTimeOrder(History history, Frontier frontier) {
        this.history = history;
        this.frontier = frontier;
    }

    List<String> violations() {
        var violations = new ArrayList<String>();
        var byZxid = new TreeMap<Long, Answered>();
        for (Answered write : history.orderedWrites()) {
            long zxid = write.answer().zxid();
            Answered other = byZxid.put(zxid, write);
            if (other != null) {
                violations.add(Ledger.hex(zxid) + " was given to " + write.call() + " and to " + other.call());
            }
            long earlier = frontier.before(write.invokedNanos());
            if (zxid <= earlier) {
                violations.add(write.call() + " got " + Ledger.hex(zxid) + ", but " + Ledger.hex(earlier)
                        + " had been acknowledged before it was sent");
            }
        }
        return violations;
    }

    /** What a session is told after a sync is at least what anybody had been told before the sync. */
    List<String> violationsOfSync() {
        var violations = new ArrayList<String>();
        for (SessionLog session : history.sessions()) {
            long promised = 0;
            for (Moment moment : session.moments()) {
                if (moment instanceof Answered answered) {
                    if (answered.call() instanceof Call.Sync && answered.answer() instanceof Answer.Done) {
                        promised = Math.max(promised, frontier.before(answered.invokedNanos()));
                    }
                    if (answered.answer().zxid() < promised) {
                        violations.add(session.name() + " had a sync that covers " + Ledger.hex(promised) + ", but "
                                + answered.call() + " was answered as of "
                                + Ledger.hex(answered.answer().zxid()));
                    }
                }
            }
        }
        return violations;
    }
}
