package io.coordkit.cli.demo.rmfailover;

import io.coordkit.cli.demo.children.Message;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the demo's client submitted, to whom, and what it was told. Safe for use by many threads. */
final class Ledger {

    private final Workload workload;
    private final SortedMap<Integer, Entry> entries = new TreeMap<>();

    Ledger(Workload workload) {
        this.workload = workload;
    }

    /** What became of a submission. */
    enum Answer {
        /** None: it may be stored, in part or in full. */
        NONE,
        /** Accepted: it must be stored. */
        ACCEPTED,
        /** Refused: nothing of it may be stored. */
        REFUSED
    }

    /**
     * One submission.
     *
     * @param number of the application
     * @param manager to whom it was sent; nobody else can have stored it
     * @param epoch of the manager's reign when it was sent
     * @param answer what it said
     * @param begunNanos when it began to write; 0 without an answer
     */
    record Entry(int number, String manager, long epoch, Answer answer, long begunNanos) {
        private Entry answered(Answer given, long begun) {
            return new Entry(number, manager, epoch, given, begun);
        }
    }

    /** The client is about to send a submission. */
    synchronized void submitted(int number, String manager, long epoch) {
        entries.put(number, new Entry(number, manager, epoch, Answer.NONE, 0));
    }

    /** A resource manager said something; answers to submissions are noted. */
    synchronized void heard(Message message) {
        switch (message.type()) {
            case Word.ACCEPTED -> answered(message, Answer.ACCEPTED, message.number(Word.BEGUN));
            case Word.REFUSED, Word.NOT_ACTIVE -> answered(message, Answer.REFUSED, 0);
            default -> {}
        }
    }

    /** Every submission, by number. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The submissions with this answer that were sent before a reign. */
    List<Entry> entries(Answer answer, long beforeEpoch) {
        return select(entry -> entry.answer == answer && entry.epoch < beforeEpoch);
    }

    /** What must be in the store for these submissions: ids and bytes. */
    SortedMap<String, String> content(Collection<Entry> of) {
        SortedMap<String, String> content = new TreeMap<>();
        of.forEach(entry -> content.putAll(workload.content(entry.number, entry.epoch)));
        return content;
    }

    /** The submission to which a record in the store belongs, if the client sent one. */
    Optional<Entry> origin(String id) {
        return entries().stream()
                .filter(entry -> workload.content(entry.number, entry.epoch).containsKey(id))
                .findFirst();
    }

    private List<Entry> select(Predicate<Entry> which) {
        return entries().stream().filter(which).toList();
    }

    private void answered(Message message, Answer answer, long begunNanos) {
        entries.computeIfPresent(
                Math.toIntExact(message.number(Word.NUMBER)), (number, entry) -> entry.answered(answer, begunNanos));
    }
}
