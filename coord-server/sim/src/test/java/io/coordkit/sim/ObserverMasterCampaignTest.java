package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.sim.node.Sabotage;
import org.junit.jupiter.api.Test;

/** Worlds in which observers learn from followers, with all faults that there are. */
class ObserverMasterCampaignTest {
    private static final int SEEDS = 30;

    @Test
    void findsNothingWhereObserversLearnFromFollowers() {
        Campaign campaign = new Campaign(() -> Sabotage.NONE, ObserverBug::hasObserversBehindFollowers);
        assertThat(campaign.run(1, SEEDS)).isEmpty();
        assertThat(campaign.stats().leaders()).isGreaterThan(SEEDS);
        assertThat(campaign.stats().recoveries()).isGreaterThan(SEEDS);
    }
}
