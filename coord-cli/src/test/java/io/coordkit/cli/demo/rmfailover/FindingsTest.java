package io.coordkit.cli.demo.rmfailover;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.children.Message;
import io.coordkit.cli.demo.rmfailover.Observed.Ending;
import io.coordkit.cli.demo.rmfailover.Observed.LateWrite;
import io.coordkit.cli.demo.verdict.Check;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each check on made-up histories: a good one, and one broken in each way that the check is there for. */
class FindingsTest {

    private static final Duration SESSION = Duration.ofSeconds(3);

    private final Workload workload = new Workload(1_700_000_000_000L);
    private final Ledger ledger = new Ledger(workload);
    private final SortedMap<String, Tree.Entry> records = new TreeMap<>();
    private final TakeOver first = takeOver("rm1", 0, 10, 1_000);
    private TakeOver second = takeOver("rm2", 1, 20, 2_000);
    private LateWrite late = new LateWrite(2, "StoreFencedException: x", "NO_AUTH", Duration.ofMillis(50), true);
    private Duration afterKill = SESSION;
    private Ending ending = new Ending("rm2", "rm2", "rm2", true, true);

    /** rm1 stores application 1 and is frozen with 2 in its hand; rm2 takes over, stores 3, and has no answer for 4. */
    FindingsTest() {
        submit(1, "rm1", 0, Word.ACCEPTED, 1_100);
        stored(1, 0, 11);
        submit(2, "rm1", 0, Word.REFUSED, 2_500);
        second = found(second, workload.content(1, 0));
        submit(3, "rm2", 1, Word.ACCEPTED, 2_100);
        stored(3, 1, 21);
        ledger.submitted(4, "rm2", 1);
    }

    @Test
    void passesWhenAllIsWell() {
        assertThat(failed()).isEmpty();
    }

    @Test
    void passesWhenAnUnansweredSubmissionIsStoredInPart() {
        String application = workload.id(4).toString();
        records.put(application, new Tree.Entry(workload.content(4, 1).get(application), 30));
        assertThat(failed()).isEmpty();
    }

    @Test
    void seesAWriteThatTheEnsemblePutBehindALaterReign() {
        stored(1, 0, 22);
        assertThat(failed()).containsExactly("never two unfenced actives");
    }

    @Test
    void seesAWriteThatBeganAfterALaterReignAndWasAccepted() {
        submit(1, "rm1", 0, Word.ACCEPTED, 2_001);
        assertThat(failed()).containsExactly("never two unfenced actives");
    }

    @Test
    void seesTwoReignsWithTheSameEpoch() {
        second = found(takeOver("rm2", 0, 20, 2_000), workload.content(1, 0));
        assertThat(failed()).contains("never two unfenced actives", "each reign has the next epoch");
    }

    @Test
    void seesAnEpochThatWasLeftOut() {
        SortedMap<String, String> content = workload.content(1, 0);
        content.putAll(workload.content(3, 1));
        TakeOver third = found(takeOver("rm1", 3, 40, 4_000), content);
        assertThat(failed(first, second, third)).containsExactly("each reign has the next epoch");
    }

    @Test
    void oneReignAloneShowsNothing() {
        assertThat(failed(second))
                .contains("never two unfenced actives", "no application is lost", "each reign has the next epoch");
    }

    @Test
    void seesALateWriteThatLeftSomething() {
        String application = workload.id(2).toString();
        records.put(application, new Tree.Entry(workload.content(2, 0).get(application), 15));
        assertThat(failed()).containsExactly("the write of the thawed manager was refused", "no application is lost");
    }

    @Test
    void seesALateWriteThatFailedForAnotherReasonOrHadNoConsequence() {
        late = new LateWrite(2, "StateStoreException: x", "WRITE_FAILED", Duration.ZERO, true);
        assertThat(failed()).containsExactly("the write of the thawed manager was refused");
        late = new LateWrite(2, "StoreFencedException: x", "NO_AUTH", Duration.ZERO, false);
        assertThat(failed()).containsExactly("the write of the thawed manager was refused");
    }

    @Test
    void seesWhatTheNextReignDidNotFind() {
        second = found(second, Map.of());
        assertThat(failed()).containsExactly("no application is lost");
    }

    @Test
    void seesWhatIsLostAtTheEnd() {
        records.remove(workload.attemptId(3).toString());
        assertThat(failed()).containsExactly("no application is lost");
    }

    @Test
    void seesBytesThatChanged() {
        records.replaceAll((id, record) -> new Tree.Entry(record.hex() + "00", record.zxid()));
        assertThat(failed()).containsExactly("no application is lost");
    }

    @Test
    void seesWhatNobodySubmitted() {
        records.put(workload.id(99).toString(), new Tree.Entry("08", 30));
        assertThat(failed()).containsExactly("no application is lost");
    }

    @Test
    void seesATakeOverThatTookTooLong() {
        afterKill = Duration.ofSeconds(14);
        assertThat(failed()).containsExactly("the other one takes over soon after the session ends");
    }

    @Test
    void seesAWrongEnd() {
        for (Ending wrong : List.of(
                new Ending("rm2", Tree.NOBODY, "rm2", true, true),
                new Ending("rm2", "rm2", "rm1", true, true),
                new Ending("rm2", "rm2", "rm2", false, true),
                new Ending("rm2", "rm2", "rm2", true, false))) {
            ending = wrong;
            assertThat(failed()).as("%s", wrong).containsExactly("each ends in the state that it should");
        }
    }

    private List<String> failed() {
        return failed(first, second);
    }

    private List<String> failed(TakeOver... takeOvers) {
        Observed observed =
                new Observed(List.of(takeOvers), ledger, records, late, SESSION, afterKill, SESSION, ending);
        return new Findings(observed)
                .verdict("rm-failover").checks().stream()
                        .filter(check -> !check.passed())
                        .map(Check::name)
                        .toList();
    }

    private void submit(int number, String manager, long epoch, String answer, long begunNanos) {
        ledger.submitted(number, manager, epoch);
        ledger.heard(Message.of(answer).with(Word.NUMBER, number).with(Word.BEGUN, begunNanos));
    }

    private void stored(int number, long epoch, long zxid) {
        workload.content(number, epoch).forEach((id, hex) -> records.put(id, new Tree.Entry(hex, zxid)));
    }

    private static TakeOver takeOver(String manager, long epoch, long zxid, long activeNanos) {
        return new TakeOver(manager, epoch, zxid, activeNanos, new TreeMap<>());
    }

    private static TakeOver found(TakeOver takeOver, Map<String, String> content) {
        return new TakeOver(
                takeOver.manager(), takeOver.epoch(), takeOver.zxid(), takeOver.activeNanos(), new TreeMap<>(content));
    }
}
