package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.Plan;
import org.junit.jupiter.api.Test;

/** Worlds in which observers learn from followers, with all faults that there are. */
class ObserverMasterCampaignTest {
    private static final int SEEDS = 30;

    @Test
    void findsNothingWhereObserversLearnFromFollowers() {
        Campaign campaign = new Campaign(() -> Sabotage.NONE, ObserverMasterCampaignTest::hasObserversBehindFollowers);
        assertThat(campaign.run(1, SEEDS)).isEmpty();
        assertThat(campaign.stats().leaders()).isGreaterThan(SEEDS);
        assertThat(campaign.stats().recoveries()).isGreaterThan(SEEDS);
    }

    private static boolean hasObserversBehindFollowers(Plan plan) {
        Knobs knobs = plan.knobs();
        return knobs.voters() > 1 && knobs.observers() > 0 && knobs.observerMasters() == 1;
    }
}
