package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.sim.plan.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans that failed once; the first line of each file says why. */
class RegressionPlanTest {
    private static final Path PLANS = Path.of("src", "test", "resources", "plans");

    static List<Path> plans() throws IOException {
        try (Stream<Path> files = Files.list(PLANS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void holdsNow(Path plan) throws IOException {
        Outcome outcome = Simulation.of(PlanText.read(Files.readString(plan))).run();
        assertThat(outcome.violation()).isEmpty();
    }
}
