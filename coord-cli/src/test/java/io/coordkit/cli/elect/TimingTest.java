package io.coordkit.cli.elect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever session and grace: the command is gone before the session can be. */
class TimingTest {

    @Test
    void aCommandEndsBeforeTheSessionCan() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            Duration session = Duration.ofMillis(2_000 + random.nextInt(60_000));
            Timing timing = new Timing(session, Duration.ofMillis(random.nextInt(20_000)));
            if (!timing.isPossible()) {
                assertThat(timing.grace()).isGreaterThan(timing.graceMax());
                continue;
            }
            assertThat(timing.grace()).isLessThanOrEqualTo(timing.graceMax());
            Duration heardBefore = session.dividedBy(3).multipliedBy(2);
            assertThat(heardBefore.plus(timing.stopAfterLoss()).plus(timing.grace()))
                    .as("a lost connection, %s", timing)
                    .isLessThan(session);
            assertThat(session.dividedBy(3).plus(timing.silence()).plus(timing.grace()))
                    .as("a process that stands still, %s", timing)
                    .isLessThan(session);
            assertThat(timing.beat().plus(timing.stopAfterLoss()))
                    .as("no beats while the connection is lost, %s", timing)
                    .isLessThan(timing.silence());
        }
    }
}
