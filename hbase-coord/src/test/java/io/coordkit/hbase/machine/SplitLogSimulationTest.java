package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One manager and several workers that crash, pause, fail and come back, in virtual time, from a seed. */
class SplitLogSimulationTest {
    private static final int SEEDS = 300;

    @Test
    void everyTaskIsFinishedAndCommittedOnceWhateverCrashes() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed);
        }
    }

    /** Seeds that once showed something, or that a reader wants to see: put them here. */
    @ParameterizedTest
    @ValueSource(longs = {4711})
    void oneSeed(long seed) {
        run(seed);
    }

    @Test
    void aRunRepeats() {
        assertThat(new SplitLogSimulation(7).run()).isEqualTo(new SplitLogSimulation(7).run());
    }

    private static void run(long seed) {
        try {
            new SplitLogSimulation(seed).run();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
        }
    }
}
