package io.coordkit.it.ensemble;

import io.coordkit.it.net.Loopback;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members that are killed and restarted, or stand still for a while, one after the other. */
@Timeout(300)
class FaultsTest {

    static List<Mix> mixes() {
        return Mixes.of(List.of("CCC"), List.of("AAA"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void theEnsembleSurvivesTheDeathAndTheSleepOfAnyMember(Mix mix) throws IOException {
        try (Trial trial = Trial.start("faults", mix, new Loopback(mix.size()))) {
            EnsembleProcesses ensemble = trial.ensemble();
            killAndRestart(trial, ensemble.othersThan(ensemble.leader()).get(0));
            killAndRestart(trial, ensemble.leader());
            freezeAndThaw(trial, ensemble.leader());
            freezeAndThaw(trial, ensemble.othersThan(ensemble.leader()).get(0));
            killAndRestart(trial, ensemble.leader());
            trial.verify();
        }
    }

    private static void killAndRestart(Trial trial, Member member) throws IOException {
        trial.awaitProgress();
        member.kill();
        trial.awaitProgress();
        member.start();
        trial.ensemble().awaitServing(List.of(member));
    }

    private static void freezeAndThaw(Trial trial, Member member) throws IOException {
        trial.awaitProgress();
        member.freeze();
        trial.awaitProgress();
        member.thaw();
        trial.ensemble().awaitServing(List.of(member));
    }
}
