package io.coordkit.cli.demo.rmfailover;

import static io.coordkit.cli.demo.verdict.Fact.fact;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import io.coordkit.statestore.machine.FenceMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Draws the verdict from what was observed; does nothing else. */
final class Findings {

    /** A session ends at most one timeout after the last sign of life; the rest is for what follows, on a slow machine. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(10);

    private static final String FENCED_ERROR = "StoreFencedException";

    private final Observed seen;

    Findings(Observed seen) {
        this.seen = seen;
    }

    Verdict verdict(String demo) {
        return Verdict.of(
                demo, neverTwoActives(), lateWriteRefused(), nothingLost(), takenOver(), newEpochs(), ended());
    }

    Check neverTwoActives() {
        Rivals rivals = new Rivals(seen.takeOvers(), seen.ledger(), seen.records());
        List<String> traces = rivals.traces();
        return Check.that(
                "never two unfenced actives",
                seen.takeOvers().size() > 1 && traces.isEmpty(),
                fact("take-overs", seen.takeOvers().size()),
                fact("reports and znodes examined", rivals.examined()),
                fact("writes of a fenced manager that got through", traces),
                fact("time in which both believed to be in charge", seen.late().bothActive()));
    }

    Check lateWriteRefused() {
        int number = seen.late().number();
        List<String> inTree = seen.records().keySet().stream()
                .filter(id -> seen.ledger()
                        .origin(id)
                        .filter(origin -> origin.number() == number)
                        .isPresent())
                .toList();
        String reason = FenceMachine.Cause.NO_AUTH.name();
        return Check.that(
                "the write of the thawed manager was refused",
                seen.late().error().startsWith(FENCED_ERROR)
                        && seen.late().cause().equals(reason)
                        && inTree.isEmpty()
                        && seen.late().steppedDown(),
                fact("error", seen.late().error()),
                fact("cause", seen.late().cause()),
                fact("its znodes in the store", inTree),
                fact("became standby afterwards", seen.late().steppedDown()));
    }

    Check nothingLost() {
        List<Recovery> recoveries = new ArrayList<>();
        for (TakeOver takeOver : seen.takeOvers()) {
            if (takeOver.epoch() > firstEpoch()) {
                recoveries.add(Recovery.of(seen.ledger(), takeOver.recovered(), takeOver.epoch()));
            }
        }
        SortedMap<String, String> stored = new TreeMap<>();
        seen.records().forEach((id, record) -> stored.put(id, record.hex()));
        recoveries.add(Recovery.of(seen.ledger(), stored, Long.MAX_VALUE));
        long unanswered =
                seen.ledger().entries(Ledger.Answer.NONE, Long.MAX_VALUE).size();
        return Check.that(
                "no application is lost",
                recoveries.size() > 1 && recoveries.stream().allMatch(Recovery::complete),
                fact(
                        "acknowledged",
                        seen.ledger()
                                .entries(Ledger.Answer.ACCEPTED, Long.MAX_VALUE)
                                .size()),
                fact("unanswered because of the kill", unanswered),
                fact(
                        "found by each reign",
                        seen.takeOvers().stream().map(TakeOver::applications).toList()),
                fact("lost", all(recoveries, Recovery::lost)),
                fact("changed", all(recoveries, Recovery::changed)),
                fact("not submitted", all(recoveries, Recovery::unknown)));
    }

    Check takenOver() {
        Duration limit = seen.session().plus(ALLOWANCE);
        return Check.that(
                "the other one takes over soon after the session ends",
                seen.afterFreeze().compareTo(limit) <= 0 && seen.afterKill().compareTo(limit) <= 0,
                fact("after the freeze", seen.afterFreeze()),
                fact("after the kill", seen.afterKill()),
                fact("session timeout", seen.session()),
                fact("at most", limit));
    }

    Check newEpochs() {
        List<Long> epochs = seen.takeOvers().stream().map(TakeOver::epoch).toList();
        List<Long> expected = LongStream.range(firstEpoch(), firstEpoch() + epochs.size())
                .boxed()
                .toList();
        return Check.that(
                "each reign has the next epoch", epochs.size() > 1 && epochs.equals(expected), fact("epochs", epochs));
    }

    Check ended() {
        Observed.Ending ending = seen.ending();
        String survivor = ending.survivor();
        return Check.that(
                "each ends in the state that it should",
                ending.lockOwner().equals(survivor)
                        && ending.fenceOwner().equals(survivor)
                        && ending.survivorServes()
                        && ending.killedIsGone(),
                fact("lock held by", ending.lockOwner()),
                fact("writes allowed to", ending.fenceOwner()),
                fact(survivor + " serves", ending.survivorServes()),
                fact("the killed process is gone", ending.killedIsGone()));
    }

    private long firstEpoch() {
        return seen.takeOvers().stream().mapToLong(TakeOver::epoch).min().orElse(0);
    }

    private static List<String> all(List<Recovery> recoveries, Function<Recovery, List<String>> which) {
        return recoveries.stream().map(which).flatMap(List::stream).distinct().toList();
    }
}
