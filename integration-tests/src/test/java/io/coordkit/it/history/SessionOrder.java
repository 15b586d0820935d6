package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A session never goes back in time, whichever servers it meets; its writes take effect in the order of its calls. */
final class SessionOrder {

    private final History history;

    SessionOrder(History history) {
        this.history = history;
    }

    List<String> violations() {
        var violations = new ArrayList<String>();
        Set<Long> ids = new HashSet<>();
        for (SessionLog session : history.sessions()) {
            if (!ids.add(session.id())) {
                violations.add(session.name() + ": the id was given twice");
            }
            check(session, violations);
        }
        return violations;
    }

    private static void check(SessionLog session, List<String> violations) {
        long last = 0;
        for (Moment moment : session.moments()) {
            if (moment instanceof Answered answered) {
                long zxid = answered.answer().zxid();
                if (zxid < last) {
                    violations.add(session.name() + ": " + answered.call() + " was answered as of " + Ledger.hex(zxid)
                            + " after " + Ledger.hex(last));
                }
                last = Math.max(last, zxid);
            }
        }
    }
}
