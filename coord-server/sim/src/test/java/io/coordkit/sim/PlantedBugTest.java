package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checker that nobody breaks on purpose is not known to work. */
class PlantedBugTest {
    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void isFoundByItsChecker(PlantedBug bug) {
        Optional<Campaign.Failure> failure = new Campaign(bug.planted, bug::meets).run(1, bug.seedsMax);
        assertThat(failure).as("found within %d seeds", bug.seedsMax).isPresent();
        assertThat(failure.orElseThrow().violation().checker())
                .as(
                        "seed %d: %s",
                        failure.orElseThrow().seed(),
                        failure.orElseThrow().violation().what())
                .isEqualTo(bug.checker);
    }
}
