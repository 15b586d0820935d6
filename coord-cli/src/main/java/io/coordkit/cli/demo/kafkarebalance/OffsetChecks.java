package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where consumers started and stopped, judged by their reports and by the committed offsets in the tree. */
final class OffsetChecks {

    private OffsetChecks() {}

    /** Each partition starts at 0, and each next reader where the one before it had committed. */
    static Check takeovers(History history) {
        List<String> faults = new ArrayList<>();
        int takeovers = 0;
        for (List<Tenure> tenures : history.tenures().values()) {
            if (tenures.get(0).start() != 0) {
                faults.add(tenures.get(0) + " began at " + tenures.get(0).start() + ", not at 0");
            }
            for (int i = 1; i < tenures.size(); i++) {
                takeovers++;
                Tenure before = tenures.get(i - 1);
                Tenure after = tenures.get(i);
                if (!mayFollow(before, after.start())) {
                    faults.add(after + " began at " + after.start() + ", but " + before.consumer() + " committed "
                            + before.endOffset());
                }
            }
        }
        return Check.that(
                "every takeover began exactly at the committed offset",
                takeovers > 0 && faults.isEmpty(),
                new Fact("takeovers", takeovers),
                new Fact("faults", faults));
    }

    /** Of a lost session only this is known: what it committed lies between its start and its last record. */
    private static boolean mayFollow(Tenure before, long start) {
        return switch (before.end()) {
            case REVOKED, DIED -> start == before.endOffset();
            case LOST -> before.start() <= start && start <= before.position();
            case LASTS -> false;
        };
    }

    /** The reads of a partition have no gap, and the offset in the tree is the end of what was read. */
    static Check nothingSkipped(History history, Map<Integer, Long> committedAtTheEnd) {
        Tally tally = Tally.of(history.reads());
        List<String> faults = new ArrayList<>(tally.gaps());
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            long read = tally.ends().getOrDefault(partition, 0L);
            long committed = committedAtTheEnd.getOrDefault(partition, 0L);
            if (read != committed) {
                faults.add("partition " + partition + " was read to " + read + " and committed to " + committed);
            }
        }
        return Check.that(
                "no record was skipped, and the committed offsets are where reading ended",
                tally.records() > 0 && faults.isEmpty(),
                new Fact("different records read", tally.records() - tally.again()),
                new Fact("faults", faults));
    }

    /**
     * A record belongs to the consumer whose commit covers it: what one committed begins where the one before it ended, and the last
     * ends with the last record that was written.
     */
    static Check attributedOnce(History history, Map<Integer, Long> written) {
        List<String> faults = new ArrayList<>();
        Map<String, Long> shares = new TreeMap<>();
        written.forEach((partition, end) -> {
            List<Tenure> tenures = history.tenures().getOrDefault(partition, List.of());
            long next = 0;
            for (int i = 0; i < tenures.size(); i++) {
                Tenure tenure = tenures.get(i);
                if (tenure.start() != next) {
                    faults.add(tenure + " has the records from " + tenure.start() + ", not from " + next);
                }
                next = tenure.end() == Tenure.End.LOST && i + 1 < tenures.size()
                        ? tenures.get(i + 1).start()
                        : tenure.endOffset();
                shares.merge(tenure.consumer(), next - tenure.start(), Long::sum);
            }
            if (next != end) {
                faults.add("partition " + partition + " was written to " + end + " and consumed to " + next);
            }
        });
        return Check.that(
                "every message was consumed, and belongs to one consumer",
                !written.isEmpty() && faults.isEmpty(),
                new Fact(
                        "messages",
                        written.values().stream().mapToLong(Long::longValue).sum()),
                new Fact("by consumer", shares.toString()),
                new Fact("faults", faults));
    }

    /**
     * At least once, and not more often than needed: what was read twice is what a consumer had read after its last
     * commit when it died.
     */
    static Check readAgain(History history) {
        Tally tally = Tally.of(history.reads());
        long uncommitted = history.readAfterLastCommit();
        return Check.that(
                "read twice was only what the dead had read and not committed",
                tally.records() > 0 && tally.again() == uncommitted,
                new Fact("read in all", tally.records()),
                new Fact("read twice", tally.again()),
                new Fact("uncommitted by the dead", uncommitted));
    }

    /** Counts reads in the order of time, whoever read. */
    private record Tally(long records, long again, Map<Integer, Long> ends, List<String> gaps) {
        static Tally of(List<Event> reads) {
            long records = 0;
            long again = 0;
            Map<Integer, Long> ends = new HashMap<>();
            List<String> gaps = new ArrayList<>();
            for (Event read : reads) {
                Span span = read.span();
                long end = ends.getOrDefault(span.partition(), 0L);
                if (span.from() > end) {
                    gaps.add("partition " + span.partition() + " was not read from " + end + " to " + span.from());
                }
                records += span.count();
                again += Math.max(0, Math.min(end, span.next()) - span.from());
                ends.put(span.partition(), Math.max(end, span.next()));
            }
            return new Tally(records, again, ends, gaps);
        }
    }
}
