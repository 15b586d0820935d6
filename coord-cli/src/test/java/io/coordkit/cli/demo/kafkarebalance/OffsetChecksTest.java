package io.coordkit.cli.demo.kafkarebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.verdict.Check;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OffsetChecksTest {

    @Test
    void acceptsACrashWhoseUncommittedRecordsAreReadAgain() {
        History history = Tale.ofACrash().history();
        assertThat(OffsetChecks.takeovers(history)).satisfies(OffsetChecksTest::passed);
        assertThat(OffsetChecks.nothingSkipped(history, Map.of(0, 70L))).satisfies(OffsetChecksTest::passed);
        assertThat(OffsetChecks.readAgain(history)).satisfies(OffsetChecksTest::passed);
        assertThat(OffsetChecks.takeovers(history).factsText()).isEqualTo("takeovers 2, faults none");
        assertThat(OffsetChecks.nothingSkipped(history, Map.of(0, 70L)).factsText())
                .isEqualTo("different records read 70, faults none");
        assertThat(OffsetChecks.readAgain(history).factsText())
                .isEqualTo("read in all 80, read twice 10, uncommitted by the dead 10");
    }

    @Test
    void eachMessageBelongsToTheConsumerThatCommittedIt() {
        Tale tale = new Tale()
                .assigned("c1", 0, 0)
                .read("c1", 0, 0, 30)
                .died("c1", 0, 10)
                .assigned("c2", 0, 10)
                .read("c2", 0, 10, 50)
                .revoked("c2", 0, 50);
        Check check = OffsetChecks.attributedOnce(tale.history(), Map.of(0, 50L));
        assertThat(check.passed()).isTrue();
        assertThat(check.factsText()).contains("messages 50", "{c1=10, c2=40}");
        assertThat(OffsetChecks.attributedOnce(tale.history(), Map.of(0, 60L)))
                .satisfies(left -> failed(left, "partition 0 was written to 60 and consumed to 50"));
        tale.assigned("c3", 0, 40).read("c3", 0, 40, 60).revoked("c3", 0, 60);
        assertThat(OffsetChecks.attributedOnce(tale.history(), Map.of(0, 60L)))
                .satisfies(twice -> failed(twice, "c3 at partition 0 has the records from 40, not from 50"));
    }

    @Test
    void aTakeoverBehindTheCommittedOffsetFailsAndCountsAsReadTwice() {
        History history = new Tale()
                .assigned("c1", 0, 0)
                .read("c1", 0, 0, 30)
                .revoked("c1", 0, 30)
                .assigned("c2", 0, 20)
                .read("c2", 0, 20, 40)
                .revoked("c2", 0, 40)
                .history();
        assertThat(OffsetChecks.takeovers(history))
                .satisfies(check -> failed(check, "c2 at partition 0 began at 20, but c1 committed 30"));
        assertThat(OffsetChecks.readAgain(history)).satisfies(check -> failed(check, "read twice 10"));
    }

    @Test
    void aTakeoverBeyondTheCommittedOffsetFailsAndIsAGap() {
        History history = new Tale()
                .assigned("c1", 0, 0)
                .read("c1", 0, 0, 30)
                .died("c1", 0, 10)
                .assigned("c2", 0, 40)
                .read("c2", 0, 40, 50)
                .revoked("c2", 0, 50)
                .history();
        assertThat(OffsetChecks.takeovers(history)).satisfies(check -> failed(check, "began at 40"));
        assertThat(OffsetChecks.nothingSkipped(history, Map.of(0, 50L)))
                .satisfies(check -> failed(check, "partition 0 was not read from 30 to 40"));
    }

    @Test
    void theNextOwnerOfTheDeadMayNotHideWhatWasNotCommitted() {
        History history = new Tale()
                .assigned("c1", 0, 0)
                .read("c1", 0, 0, 30)
                .died("c1", 0, 10)
                .assigned("c2", 0, 30)
                .read("c2", 0, 30, 50)
                .revoked("c2", 0, 50)
                .history();
        assertThat(OffsetChecks.takeovers(history)).satisfies(check -> failed(check, "but c1 committed 10"));
        assertThat(OffsetChecks.readAgain(history)).satisfies(check -> failed(check, "uncommitted by the dead 20"));
    }

    @Test
    void theFirstOwnerBeginsAtTheBeginning() {
        History history = new Tale()
                .assigned("c1", 0, 10)
                .read("c1", 0, 10, 20)
                .revoked("c1", 0, 20)
                .assigned("c2", 0, 20)
                .history();
        assertThat(OffsetChecks.takeovers(history)).satisfies(check -> failed(check, "began at 10, not at 0"));
        assertThat(OffsetChecks.nothingSkipped(history, Map.of(0, 20L)))
                .satisfies(check -> failed(check, "was not read from 0 to 10"));
    }

    @Test
    void theOffsetInTheTreeMustBeWhereReadingEnded() {
        History history = Tale.ofACrash().history();
        assertThat(OffsetChecks.nothingSkipped(history, Map.of(0, 60L)))
                .satisfies(check -> failed(check, "partition 0 was read to 70 and committed to 60"));
        assertThat(OffsetChecks.nothingSkipped(history, Map.of(0, 70L, 1, 5L)))
                .satisfies(check -> failed(check, "partition 1 was read to 0 and committed to 5"));
    }

    @Test
    void afterALostSessionTheNextOwnerMayBeginAnywhereInWhatWasRead() {
        assertThat(OffsetChecks.takeovers(afterALostSession(20))).satisfies(OffsetChecksTest::passed);
        assertThat(OffsetChecks.readAgain(afterALostSession(20))).satisfies(OffsetChecksTest::passed);
        assertThat(OffsetChecks.takeovers(afterALostSession(31))).satisfies(check -> failed(check, "began at 31"));
    }

    @Test
    void nothingObservedIsNoPass() {
        History nothing = new Tale().history();
        assertThat(OffsetChecks.takeovers(nothing).passed()).isFalse();
        assertThat(OffsetChecks.nothingSkipped(nothing, Map.of()).passed()).isFalse();
        assertThat(OffsetChecks.readAgain(nothing).passed()).isFalse();
    }

    private static History afterALostSession(long next) {
        return new Tale()
                .assigned("c1", 0, 0)
                .read("c1", 0, 0, 30)
                .lost("c1", 0, 30)
                .assigned("c2", 0, next)
                .read("c2", 0, next, 40)
                .history();
    }

    private static void passed(Check check) {
        assertThat(check.passed()).as(check.toString()).isTrue();
    }

    private static void failed(Check check, String why) {
        assertThat(check.passed()).as(check.toString()).isFalse();
        assertThat(check.factsText()).contains(why);
    }
}
