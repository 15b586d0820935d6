package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.volume.SmallVolumes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members whose disk is full say so and stay out; the others go on, and take them back when there is space. */
@Timeout(300)
class FullDiskTest {

    static List<Mix> mixes() {
        return Mixes.of(List.of("CCC"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void aFollowerAndTheLeaderFindTheirDisksFull(Mix mix) throws IOException {
        ZooCfg settings = EnsembleProcesses.ensemble().with("preAllocSize", "32");
        try (Trial trial = Trial.startFaithfulLedByLast("full", mix, settings, SmallVolumes.factory())) {
            EnsembleProcesses ensemble = trial.ensemble();
            fillAndEmpty(trial, ensemble.othersThan(ensemble.leader()).get(0));
            fillAndEmpty(trial, ensemble.leader());
            trial.verify();
        }
    }

    private static void fillAndEmpty(Trial trial, Member member) throws IOException {
        trial.awaitProgress();
        member.fillDisk();
        trial.ensemble()
                .await(member + " has not noticed", () -> member.lastOutput().contains("disk-full "));
        trial.awaitProgress();
        assertThat(member.isRunning()).as("%s runs", member).isTrue();
        assertThat(member.isServing()).as("%s serves", member).isFalse();
        member.emptyDisk();
        trial.ensemble().awaitServing(List.of(member));
        assertThat(member.lastOutput()).contains("disk-free ");
    }
}
