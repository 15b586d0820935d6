package io.coordkit.cli.demo.splitlog.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.verdict.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class HBaseObservationsTest {
    private static final List<String> LOGS = List.of("a.1", "a.2");
    private static final List<String> SPLIT = List.of("WALs/a-splitting/a.2", "WALs/a-splitting/a.1");

    @Test
    void passesWhenEveryLogWasSplitAndEveryRowIsThere() {
        assertThat(failed(new HBaseObservations(List.of(1, 2), List.of(1, 2), LOGS, SPLIT)))
                .isEmpty();
    }

    @Test
    void seesARowThatIsLostAndOneThatIsInvented() {
        assertThat(failed(new HBaseObservations(List.of(1, 2), List.of(2, 3), LOGS, SPLIT)))
                .containsExactly("no acknowledged row is lost", "no row is there that nobody wrote");
    }

    @Test
    void seesALogThatNobodySplitOrThatWasNeverLeft() {
        String claim = "our workers split every log of the dead server for HBase's master";
        assertThat(failed(new HBaseObservations(List.of(1), List.of(1), LOGS, SPLIT.subList(0, 1))))
                .containsExactly(claim);
        assertThat(failed(new HBaseObservations(List.of(1), List.of(1), List.of("a.1"), SPLIT)))
                .containsExactly(claim);
        assertThat(failed(new HBaseObservations(List.of(1), List.of(1), List.of(), List.of())))
                .containsExactly(claim);
    }

    private static List<String> failed(HBaseObservations seen) {
        return seen.verdict("splitlog").checks().stream()
                .filter(check -> !check.passed())
                .map(Check::name)
                .toList();
    }
}
