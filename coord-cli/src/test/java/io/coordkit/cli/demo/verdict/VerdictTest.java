package io.coordkit.cli.demo.verdict;

import static io.coordkit.cli.demo.verdict.Fact.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Check GOOD = Check.that("good", true, fact("seen", 1));
    private static final Check BAD = Check.that("bad", false, fact("seen", 0));

    @Test
    void passesWhenEveryCheckDidAndThereWasOne() {
        assertThat(Verdict.of("d", GOOD).passed()).isTrue();
        assertThat(Verdict.of("d", GOOD, BAD).passed()).isFalse();
        assertThat(Verdict.of("d").passed()).isFalse();
    }

    @Test
    void givesTheExitCode() {
        assertThat(Verdict.exitCode(List.of(Verdict.of("a", GOOD), Verdict.of("b", GOOD))))
                .isZero();
        assertThat(Verdict.exitCode(List.of(Verdict.of("a", GOOD), Verdict.of("b", BAD))))
                .isEqualTo(1);
        assertThat(Verdict.exitCode(List.of())).isEqualTo(1);
    }

    @Test
    void computesTheOutcomeFromTheFacts() {
        assertThat(Check.equal("c", List.of(1, 2), List.of(1, 2)).passed()).isTrue();
        assertThat(Check.equal("c", 5, 4).passed()).isFalse();
        assertThat(Check.equal("c", 5, 4).factsText()).isEqualTo("expected 5, observed 4");
        assertThat(Check.none("c", 3, List.of()).passed()).isTrue();
        assertThat(Check.none("c", 3, List.of("rm1")).factsText()).isEqualTo("examined 3, offenders rm1");
        assertThat(Check.none("c", 3, List.of("rm1")).passed()).isFalse();
        assertThat(Check.none("nothing examined shows nothing", 0, List.of()).passed())
                .isFalse();
        assertThat(Check.atMost("c", Duration.ofSeconds(2), Duration.ofSeconds(2))
                        .passed())
                .isTrue();
        assertThat(Check.atMost("c", Duration.ofSeconds(2), Duration.ofMillis(2001))
                        .passed())
                .isFalse();
    }

    @Test
    void refusesAClaimWithoutFacts() {
        assertThatThrownBy(() -> Check.that("just believe me", true))
                .hasMessage("check without facts: just believe me");
    }

    @Test
    void writesFactsForHumans() {
        assertThat(fact("f", Duration.ofMillis(999)).text()).isEqualTo("999 ms");
        assertThat(fact("f", Duration.ofMillis(1234)).text()).isEqualTo("1.23 s");
        assertThat(fact("f", List.of()).text()).isEqualTo("none");
        assertThat(fact("f", List.of(Duration.ofMillis(1), "x")).text()).isEqualTo("1 ms, x");
        assertThat(fact("f", new StringBuilder("other")).value()).isEqualTo("other");
    }
}
