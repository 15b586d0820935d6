package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two servers of one kind and one of the other, which leads first, with an observer: each is killed and comes back, and
 * after the leader's death the other kind leads.
 */
@Timeout(300)
class MixedEnsembleTest {

    static List<Mix> mixes() {
        return Mixes.of(List.of("AAC+C", "CCA+A"), List.of("AAC+A", "CCA+C"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void eitherKindLeadsAndFollowsWhoeverDies(Mix mix) throws IOException {
        try (Trial trial = Trial.startLedByLast("mixed", mix)) {
            EnsembleProcesses ensemble = trial.ensemble();
            Member last = ensemble.leader();
            for (Member learner : ensemble.othersThan(last)) {
                killAndRestart(trial, learner);
            }
            assertThat(ensemble.leader()).isEqualTo(last);
            Backend other = killAndRestart(trial, last).backend();
            assertThat(other).isNotEqualTo(last.backend());
            killAndRestart(trial, ensemble.leader());
            trial.verify();
        }
    }

    /** Who led before it was there again. */
    private static Member killAndRestart(Trial trial, Member member) throws IOException {
        trial.awaitProgress();
        member.kill();
        trial.awaitProgress();
        Member leader = trial.ensemble().leader();
        member.start();
        trial.ensemble().awaitServing(List.of(member));
        return leader;
    }
}
