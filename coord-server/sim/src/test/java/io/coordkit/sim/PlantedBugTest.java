package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

    @ParameterizedTest
    @EnumSource(MemberBug.class)
    void isFoundWhereMembersChange(MemberBug bug) {
        verifyFound(bug);
    }

    @ParameterizedTest
    @EnumSource(ObserverBug.class)
    void isFoundWhereObserversLearnFromFollowers(ObserverBug bug) {
        verifyFound(bug);
    }

    /** What one bug breaks, several checkers may see; the one named must be among them. */
    private static void verifyFound(Planted bug) {
        Hunt hunt = bug.hunt();
        Campaign campaign = new Campaign(hunt.planted(), bug::meets);
        List<Violation> found = new ArrayList<>();
        long next = 1;
        while (found.stream().noneMatch(violation -> violation.checker().equals(hunt.checker()))) {
            Optional<Campaign.Failure> failure =
                    campaign.run(next, hunt.seedsMax() - campaign.stats().runs());
            assertThat(failure)
                    .as("%s within %d seeds; found was %s", hunt.checker(), hunt.seedsMax(), found)
                    .isPresent();
            found.add(failure.orElseThrow().violation());
            next = failure.orElseThrow().seed() + 1;
        }
    }
}
