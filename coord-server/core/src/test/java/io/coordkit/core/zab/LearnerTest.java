package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.election.ElectionTimes;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.txn.Zxid;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private static final EnsembleConfig CONFIG = new EnsembleConfig(
            100,
            1,
            Membership.of(List.of(), 0),
            ElectionTimes.DEFAULT,
            RoleTimes.DEFAULT,
            10,
            5,
            EnsembleConfig.COUNTER_MAX,
            0,
            SyncLimits.DEFAULT,
            true,
            ReconfigPolicy.OFF,
            ObserverMasterPolicy.OFF);

    /** One of the reference acknowledges what was proposed during its synchronisation only after that. */
    @Test
    void theTimeForAcknowledgementsBeginsWhenItIsSynchronised() {
        Learner learner = new Learner(1, "127.0.0.1", 0, 0);
        learner.step = Learner.Step.SENT;
        learner.onProposed(Zxid.of(1, 1), 100);
        learner.onProposed(Zxid.of(1, 2), 200);
        learner.heardMs = 900;
        assertThat(learner.deadlineMs(CONFIG)).isEqualTo(1900);
        learner.step = Learner.Step.SYNCED;
        learner.onSynced(900);
        assertThat(learner.deadlineMs(CONFIG)).isEqualTo(1400);
        learner.heardMs = 1200;
        assertThat(learner.deadlineMs(CONFIG)).isEqualTo(1400);
        learner.onAcknowledged(Zxid.of(1, 1));
        assertThat(learner.deadlineMs(CONFIG)).isEqualTo(1400);
        learner.onAcknowledged(Zxid.of(1, 2));
        assertThat(learner.deadlineMs(CONFIG)).isEqualTo(1700);
    }
}
