package io.coordkit.it.history;

import java.util.ArrayList;
import java.util.List;

/** What a correct ensemble could not have said. */
public final class Verdict {

    /** How much a sync promises. */
    public enum Sync {
        /** Everything that anybody had been told before. */
        LINEARIZABLE,
        /** That, unless a leader does not know yet that it is none any more (ZOOKEEPER-1675). */
        WEAK
    }

    private Verdict() {}

    /** One line for each violation; nothing when all is well. */
    public static List<String> violations(History history, Sync sync) {
        var ledger = new Ledger(history);
        var violations = new ArrayList<>(ledger.violations());
        var realTime = new RealTimeOrder(history, ledger.frontier());
        violations.addAll(realTime.violations());
        if (sync == Sync.LINEARIZABLE) {
            violations.addAll(realTime.violationsOfSync());
        }
        violations.addAll(new SessionOrder(history).violations());
        violations.addAll(new SequenceOrder(history).violations());
        violations.addAll(new Timelines(ledger).violations());
        violations.addAll(new Ephemerals(history, ledger).violations());
        violations.addAll(new Watches(history, ledger).violations());
        return violations;
    }
}
