package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checker that nobody breaks on purpose is not known to work. */
class PlantedBugTest {
    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void isFoundInAServerThatStandsAlone(PlantedBug bug) {
        verifyFound(bug);
    }

    @ParameterizedTest
    @EnumSource(EnsembleBug.class)
    void isFoundInAnEnsemble(EnsembleBug bug) {
        verifyFound(bug);
    }

    private static void verifyFound(Planted bug) {
        Optional<Campaign.Failure> failure = new Campaign(bug::plant, bug::meets).run(1, bug.seedsMax());
        assertThat(failure).as("found within %d seeds", bug.seedsMax()).isPresent();
        Violation found = failure.orElseThrow().violation();
        assertThat(found.checker())
                .as("seed %d: %s", failure.orElseThrow().seed(), found.what())
                .isEqualTo(bug.checker());
    }
}
