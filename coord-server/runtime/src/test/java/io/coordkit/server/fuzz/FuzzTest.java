package io.coordkit.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoiled samples for every parser. Each must take or refuse them; anything else, be it an exception of its own or more memory than
 * there is, is a finding. In a build a few hundred for each, always the same; {@code -Dcoord.fuzz.minutes=30} takes so long, and
 * {@code -Dcoord.fuzz.seed=7} begins elsewhere. A finding names target, seed and input.
 */
class FuzzTest {
    private static final int ROUNDS = 400;
    private static final long FIRST_SEED = Long.getLong("coord.fuzz.seed", 1);
    private static final long MINUTES = Long.getLong("coord.fuzz.minutes", 0);

    @TempDir
    Path directory;

    @Test
    void everyParserTakesOrRefuses() throws IOException {
        List<Target> targets = new ArrayList<>(WireTargets.all());
        targets.addAll(new FileTargets(directory).all());
        assertThat(targets).hasSizeGreaterThan(10);
        for (Target target : targets) {
            for (byte[] sample : target.samples()) {
                target.parserMustTake(sample);
            }
        }
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        long seed = FIRST_SEED;
        do {
            for (Target target : targets) {
                run(target, seed);
            }
            seed++;
        } while (System.nanoTime() < end);
        if (MINUTES > 0) {
            System.out.printf("%d inputs for each of %d parsers%n", (seed - FIRST_SEED) * ROUNDS, targets.size());
        }
    }

    private static void run(Target target, long seed) {
        Mutator mutator = new Mutator(seed, target.samples());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = mutator.next();
            try {
                target.feed(input);
            } catch (Throwable finding) {
                String hex = HexFormat.of().formatHex(input);
                throw new AssertionError(target + ", seed " + seed + ", round " + round + ", input " + hex, finding);
            }
        }
    }
}
