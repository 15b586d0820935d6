package io.coordkit.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Manager and workers, with the drivers that run on Curator, on simulated ensembles: masters, region servers and servers crash, stand
 * still and are cut off, at any moment and at every step. Each log is committed once, each version of a task has one owner, and
 * nothing is lost. {@code -Dcoord.split.seeds=1000 -Dcoord.split.from=1} runs longer.
 */
class SplitLogWorldTest {
    private static final int SEEDS = Integer.getInteger("coord.split.seeds", 25);
    private static final long FIRST_SEED = Long.getLong("coord.split.from", 1);
    private static final int SEEDS_FOR_A_BUG = 200;
    private static final int TROUBLE_MS = 30_000;
    private static final WorldSettings QUIET = WorldSettings.SMALL.withSize(1, 2, 4);

    @Test
    void everyLogIsCommittedOnceWhateverCrashes() {
        int claims = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            claims += run(seed, PlantedBug.NONE).ledger().claims();
        }
        assertThat(claims).as("tasks were taken more than once").isGreaterThan(SEEDS * WorldSettings.SMALL.logs());
    }

    @Test
    void aRunRepeats() {
        assertThat(run(7, PlantedBug.NONE).world().traceHash())
                .isEqualTo(run(7, PlantedBug.NONE).world().traceHash());
    }

    /** The bug of each name is found by what must hold, not by a test made for it. */
    @ParameterizedTest
    @EnumSource(value = PlantedBug.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void plantedBugsAreFound(PlantedBug bug) {
        Optional<AssertionError> found = LongStream.rangeClosed(1, SEEDS_FOR_A_BUG)
                .mapToObj(seed -> failure(seed, bug))
                .flatMap(Optional::stream)
                .findFirst();
        assertThat(found).as(bug.name()).isPresent();
    }

    private static Optional<AssertionError> failure(long seed, PlantedBug bug) {
        try {
            run(seed, bug);
            return Optional.empty();
        } catch (AssertionError found) {
            return Optional.of(found);
        }
    }

    private static SplitLogWorld run(long seed, PlantedBug bug) {
        try {
            return new SplitLogWorld(seed, WorldSettings.SMALL.with(bug))
                    .start(0, 0)
                    .disturb(TROUBLE_MS)
                    .finish();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
        }
    }

    /** The first master sends one operation more each time, and dies of it. */
    @Test
    void aManagerThatDiesAtAnyStepLosesNothing() {
        long operations = undisturbed().managersCount().all();
        for (int last = 1; last <= operations; last++) {
            new SplitLogWorld(last, QUIET).start(last, 0).finish();
        }
        assertThat(operations).isGreaterThan(5L * QUIET.logs());
    }

    @Test
    void aWorkerThatDiesAtAnyStepLosesNothing() {
        long operations = undisturbed().workersCount().all();
        for (int last = 1; last <= operations; last++) {
            new SplitLogWorld(last, QUIET).start(0, last).finish();
        }
        assertThat(operations).isGreaterThan(4L * QUIET.logs());
    }

    private static SplitLogWorld undisturbed() {
        return new SplitLogWorld(1, QUIET).start(0, 0).finish();
    }
}
