package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.core.zab.RoleTimes;
import io.coordkit.sim.node.Sabotage;
import org.junit.jupiter.api.Test;

/** Worlds in which members let others wait on purpose, with all faults that there are. */
class RoleTimesCampaignTest {
    private static final int SEEDS = 10;

    @Test
    void findsNothingWhereMembersLetOthersWait() {
        Campaign campaign =
                new Campaign(PatientMembers::new, plan -> plan.knobs().observers() > 0);
        assertThat(campaign.run(1, SEEDS)).isEmpty();
        assertThat(campaign.stats().leaders()).isGreaterThan(SEEDS);
        assertThat(campaign.stats().recoveries()).isGreaterThan(SEEDS);
    }

    private static final class PatientMembers implements Sabotage {
        @Override
        public EnsembleConfig ensemble(EnsembleConfig real) {
            long tick = real.tickMs();
            return new EnsembleConfig(
                    real.tickMs(),
                    real.self(),
                    real.membership(),
                    real.electionTimes(),
                    new RoleTimes(tick, 4 * tick, 3 * tick, 2 * tick),
                    real.initLimitTicks(),
                    real.syncLimitTicks(),
                    real.counterMax(),
                    real.readOnlyAfterMs(),
                    real.syncLimits(),
                    real.leaderServes(),
                    real.reconfig(),
                    real.observerMasters());
        }
    }
}
