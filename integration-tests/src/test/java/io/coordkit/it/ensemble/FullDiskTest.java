package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.volume.SmallVolumes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members whose disk is full say so in one line and end; the others go on, and take them back when there is space. */
@Timeout(300)
class FullDiskTest {

    private static final String LAST_WORDS =
            "coord: the server (had to stop|cannot start): .*(No space left on device|File too large).*";

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
        verifyLastWords(trial, member);
        trial.awaitProgress();
        member.start();
        verifyLastWords(trial, member);
        member.emptyDisk();
        member.start();
        trial.ensemble().awaitServing(List.of(member));
    }

    private static void verifyLastWords(Trial trial, Member member) throws IOException {
        trial.ensemble().await(member + " runs on a full disk", () -> !member.isRunning());
        assertThat(member.awaitExit()).isEqualTo(1);
        List<String> lines = member.lastOutput().lines().toList();
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("coord: "))
                .singleElement(STRING)
                .matches(LAST_WORDS);
    }
}
