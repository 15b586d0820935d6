package io.coordkit.cli.demo.rmfailover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Looks for two unfenced actives at a time: for traces of a resource manager that went on after another had taken over.
 *
 * <p>Two independent witnesses are heard. The ensemble has put all writes into one order, by zxid; in that order epochs
 * must never go back. And the processes have seen a common clock; no write may have begun after a later reign was
 * announced and still have been accepted.
 */
final class Rivals {

    private final List<TakeOver> takeOvers;
    private final Ledger ledger;
    private final SortedMap<String, Tree.Entry> records;

    Rivals(List<TakeOver> takeOvers, Ledger ledger, SortedMap<String, Tree.Entry> records) {
        this.takeOvers = takeOvers.stream()
                .sorted(Comparator.comparingLong(TakeOver::zxid))
                .toList();
        this.ledger = ledger;
        this.records = records;
    }

    /** Each trace in words; none if there never were two. */
    List<String> traces() {
        List<String> traces = new ArrayList<>(sharedEpochs());
        traces.addAll(storedTooLate());
        traces.addAll(acceptedTooLate());
        return List.copyOf(traces);
    }

    /** How many reports and records {@link #traces} looks at. */
    int examined() {
        return takeOvers.size() + records.size() + accepted().size();
    }

    private List<String> sharedEpochs() {
        List<String> traces = new ArrayList<>();
        for (int i = 1; i < takeOvers.size(); i++) {
            TakeOver before = takeOvers.get(i - 1);
            TakeOver after = takeOvers.get(i);
            if (after.epoch() <= before.epoch()) {
                traces.add("%s began epoch %d after %s had begun epoch %d"
                        .formatted(after.manager(), after.epoch(), before.manager(), before.epoch()));
            }
        }
        return traces;
    }

    private List<String> storedTooLate() {
        List<String> traces = new ArrayList<>();
        records.forEach((id, record) -> ledger.origin(id)
                .filter(origin -> takeOvers.stream()
                        .anyMatch(later -> later.epoch() > origin.epoch() && later.zxid() < record.zxid()))
                .ifPresent(origin -> traces.add("%s of %s, epoch %d, is stored after a later epoch had begun"
                        .formatted(id, origin.manager(), origin.epoch()))));
        return traces;
    }

    private List<String> acceptedTooLate() {
        return accepted().stream()
                .filter(entry -> takeOvers.stream()
                        .anyMatch(later -> later.epoch() > entry.epoch() && later.activeNanos() < entry.begunNanos()))
                .map(entry -> "%s, epoch %d, accepted application %d after a later epoch had begun"
                        .formatted(entry.manager(), entry.epoch(), entry.number()))
                .toList();
    }

    private List<Ledger.Entry> accepted() {
        return ledger.entries(Ledger.Answer.ACCEPTED, Long.MAX_VALUE);
    }
}
