package io.coordkit.elector.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.machine.Exploration.Plant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many random elections under cut connections, lost replies, expired sessions, frozen members, failing services and
 * deleted locks. More runs: {@code -Druns=N}; one seed alone: {@code mvn -pl ha-elector test -Dtest=ElectorExplorationTest -Dseed=N}.
 */
final class ElectorExplorationTest {
    private static final int RUNS = Integer.getInteger("runs", 3000);

    @Test
    void neverTwoUnfencedActivesAndSomebodyWhenQuiet() {
        Long onlySeed = Long.getLong("seed");
        if (onlySeed != null) {
            run(onlySeed, Plant.NONE);
            return;
        }
        int activations = 0;
        int fences = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            Exploration run = run(seed, Plant.NONE);
            activations += run.activations;
            fences += run.fences;
        }
        // The runs have to reach what they are to check.
        assertThat(activations).isGreaterThan(RUNS);
        assertThat(fences).isGreaterThan(RUNS / 2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Plant plant) {
        for (long seed = 0; seed < RUNS; seed++) {
            try {
                run(seed, plant);
            } catch (AssertionError found) {
                assertThat(found).hasMessageContaining("two unfenced actives");
                return;
            }
        }
        throw new AssertionError("not found within " + RUNS + " runs: " + plant);
    }

    private static Exploration run(long seed, Plant plant) {
        Exploration run = new Exploration(seed, plant);
        try {
            run.run();
            return run;
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
        }
    }
}
