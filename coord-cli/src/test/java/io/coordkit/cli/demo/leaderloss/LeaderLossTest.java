package io.coordkit.cli.demo.leaderloss;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.Succession;
import io.coordkit.cli.demo.verdict.Check;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as a loss. That a leader is killed and another one leads is seen in the tests of the demos. */
class LeaderLossTest {

    private static final Succession OTHER_LEADS = new Succession(3, 1, Duration.ofMillis(40));

    @Test
    void passesWhenTheClientNoticedNothingButAWait() {
        Check check = LeaderLoss.check(OTHER_LEADS, testimony(40, List.of(), true));
        assertThat(check.passed()).isTrue();
        assertThat(check.factsText())
                .isEqualTo("killed server 3, leads now server 1, after 40 ms, longest wait for a write 90 ms, "
                        + "acknowledged 40, lost none, session and ephemeral kept true");
    }

    @Test
    void failsWhenAnAcknowledgedWriteIsLost() {
        assertThat(LeaderLoss.check(OTHER_LEADS, testimony(41, List.of("n7"), true))
                        .passed())
                .isFalse();
    }

    @Test
    void failsWhenTheSessionIsLost() {
        assertThat(LeaderLoss.check(OTHER_LEADS, testimony(40, List.of(), false))
                        .passed())
                .isFalse();
    }

    @Test
    void failsWhenTooLittleWasWrittenToTell() {
        assertThat(LeaderLoss.check(OTHER_LEADS, testimony(39, List.of(), true)).passed())
                .isFalse();
    }

    @Test
    void failsWhenTheDeadLeads() {
        Succession none = new Succession(3, 3, Duration.ofMillis(40));
        assertThat(LeaderLoss.check(none, testimony(40, List.of(), true)).passed())
                .isFalse();
    }

    private static Testimony testimony(int acknowledged, List<String> lost, boolean sessionKept) {
        return new Testimony(acknowledged, lost, Duration.ofMillis(90), sessionKept);
    }
}
