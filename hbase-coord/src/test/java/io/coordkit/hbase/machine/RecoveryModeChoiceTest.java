package io.coordkit.hbase.machine;

import static io.coordkit.hbase.codec.SplitLogTask.RecoveryMode.LOG_REPLAY;
import static io.coordkit.hbase.codec.SplitLogTask.RecoveryMode.LOG_SPLITTING;
import static io.coordkit.hbase.codec.SplitLogTask.RecoveryMode.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import io.coordkit.hbase.machine.RecoveryModeChoice.Sight;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryModeChoiceTest {
    private static final Sight NOTHING = new Sight(false, false, Optional.empty());
    private static final Sight REGIONS = new Sight(true, false, Optional.empty());

    private static Sight tasks(RecoveryMode mode) {
        return new Sight(false, true, Optional.of(mode));
    }

    @Test
    void whereNothingIsLeftTheConfiguredModeCounts() {
        RecoveryModeChoice choice = new RecoveryModeChoice(LOG_REPLAY);
        assertThat(choice.look(NOTHING)).isEqualTo(LOG_REPLAY);
        assertThat(choice.isSettled()).isTrue();
        assertThat(choice.look(tasks(LOG_SPLITTING))).isEqualTo(LOG_REPLAY);
    }

    @Test
    void whatWasBegunIsEndedInItsModeAndThenTheConfiguredOneCounts() {
        RecoveryModeChoice choice = new RecoveryModeChoice(LOG_SPLITTING);
        assertThat(choice.look(REGIONS)).isEqualTo(LOG_REPLAY);
        assertThat(choice.look(tasks(LOG_REPLAY))).isEqualTo(LOG_REPLAY);
        assertThat(choice.isSettled()).isFalse();
        assertThat(choice.look(NOTHING)).isEqualTo(LOG_SPLITTING);
        assertThat(choice.isSettled()).isTrue();
    }

    @Test
    void recoveringRegionsSayMoreThanTasks() {
        Sight both = new Sight(true, true, Optional.of(LOG_SPLITTING));
        assertThat(new RecoveryModeChoice(LOG_SPLITTING).look(both)).isEqualTo(LOG_REPLAY);
    }

    @Test
    void tasksWithoutAModeAreToBeSplit() {
        assertThat(new RecoveryModeChoice(LOG_REPLAY).look(tasks(UNKNOWN))).isEqualTo(LOG_SPLITTING);
    }

    @Test
    void whatIsLeftInTheConfiguredModeSettlesItAtOnce() {
        RecoveryModeChoice choice = new RecoveryModeChoice(LOG_REPLAY);
        assertThat(choice.look(tasks(LOG_REPLAY))).isEqualTo(LOG_REPLAY);
        assertThat(choice.isSettled()).isTrue();
    }

    @Test
    void unreadableTasksLeaveTheConfiguredModeButDoNotSettleIt() {
        RecoveryModeChoice choice = new RecoveryModeChoice(LOG_REPLAY);
        assertThat(choice.look(new Sight(false, true, Optional.empty()))).isEqualTo(LOG_REPLAY);
        assertThat(choice.isSettled()).isFalse();
    }

    @Test
    void nobodyConfiguresTheUnknownMode() {
        assertThatThrownBy(() -> new RecoveryModeChoice(UNKNOWN)).isInstanceOf(IllegalArgumentException.class);
    }
}
