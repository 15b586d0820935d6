package io.coordkit.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.model.Script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Random operations by several sessions: each answer is the naive server's, each digest is one computed from scratch, and log,
 * fuzzy snapshot and the reference's own tree lead to the same state. To replay one seed, run {@code run(seed)}.
 */
class TreeModelTest {
    /** More of them by {@code -Dcoordkit.seeds=N}. */
    private static final int SEEDS = Integer.getInteger("coordkit.seeds", 60);

    private static final int STEPS = 250;

    @Test
    void behavesLikeTheModel() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed);
        }
    }

    @Test
    void findsTheFewestStepsThatFail() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            numbers.add(i);
        }
        assertThat(shrink(numbers, list -> list.contains(17) && list.contains(80)))
                .containsExactly(17, 80);
    }

    private static void run(long seed) {
        boolean ttlKnown = seed % 2 == 0;
        List<Step> steps = new Script(seed).steps(STEPS);
        if (failure(ttlKnown, steps) != null) {
            List<Step> fewest = shrink(steps, some -> failure(ttlKnown, some) != null);
            StringBuilder text = new StringBuilder("seed " + seed + " fails, and so do these steps of it:\n");
            fewest.forEach(
                    step -> text.append(step.toString().replaceAll("\\s+", " ")).append('\n'));
            throw new AssertionError(text.toString(), failure(ttlKnown, fewest));
        }
    }

    private static Throwable failure(boolean ttlKnown, List<Step> steps) {
        try {
            new ModelRun(ttlKnown).run(steps);
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    /** Leaves out halves, quarters, and so on down to single elements, as long as the rest still fails. */
    private static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
        List<T> least = failing;
        for (int size = least.size() / 2; size > 0; size /= 2) {
            for (int at = 0; at + size <= least.size(); ) {
                List<T> rest = new ArrayList<>(least.subList(0, at));
                rest.addAll(least.subList(at + size, least.size()));
                if (fails.test(rest)) {
                    least = rest;
                } else {
                    at += size;
                }
            }
        }
        return least;
    }
}
