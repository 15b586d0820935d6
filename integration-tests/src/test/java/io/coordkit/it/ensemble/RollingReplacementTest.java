package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All servers of an ensemble are replaced by those of the other kind, one after the other, in their directories, and back
 * again: no acknowledged write, no session and no ephemeral is lost.
 */
@Timeout(300)
class RollingReplacementTest {

    static List<Mix> mixes() {
        return Mixes.of(List.of("AAA"), List.of("CCC", "AAA+A"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void thereAndBackAgain(Mix mix) throws IOException {
        // Few enough for each kind to read snapshots of the other.
        ZooCfg settings = EnsembleProcesses.ensemble().with("snapCount", "500");
        try (Trial trial = Trial.startFaithfulLedByLast("replacement", mix, settings)) {
            Backend first = mix.backend(1);
            replaceAll(trial, first == Backend.APACHE ? Backend.COORD : Backend.APACHE);
            trial.load().pause();
            trial.assertSameTrees();
            trial.load().resume();
            replaceAll(trial, first);
            trial.verify();
        }
    }

    private static void replaceAll(Trial trial, Backend backend) throws IOException {
        for (Member member : trial.ensemble().members()) {
            trial.awaitProgress();
            trial.ensemble().replace(member, backend);
        }
        trial.awaitProgress();
        assertThat(trial.ensemble().members()).extracting(Member::backend).containsOnly(backend);
    }
}
