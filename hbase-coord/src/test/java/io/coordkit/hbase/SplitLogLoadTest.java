package io.coordkit.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.OperationCount.Kind;
import org.junit.jupiter.api.Test;

/** What ten thousand logs and a hundred region servers ask of ZooKeeper, counted in virtual time. */
class SplitLogLoadTest {
    private static final int LOGS = 10_000;
    private static final int WORKERS = 100;

    @Test
    void tenThousandLogsAndAHundredWorkersAskLittleForEachLog() {
        WorldSettings settings = WorldSettings.SMALL.withSize(1, WORKERS, LOGS).withStepMs(200);
        SplitLogWorld world = new SplitLogWorld(1, settings).start(0, 0).finish();
        OperationCount managers = world.managersCount();
        OperationCount workers = world.workersCount();

        assertThat(managers.of(Kind.CREATE)).as("one create for each log").isEqualTo(LOGS);
        assertThat(managers.of(Kind.DELETE)).as("one delete for each log").isEqualTo(LOGS);
        assertThat(managers.of(Kind.WRITE)).as("nothing is put up again").isZero();
        assertThat(managers.of(Kind.READ)).as("new, owned, done").isLessThanOrEqualTo(3L * LOGS);
        assertThat(workers.of(Kind.WRITE))
                .as("a claim and a result, and lost races")
                .isLessThan(22L * LOGS / 10);
        assertThat(workers.of(Kind.READ))
                .as("before and after the claim, and what others took")
                .isLessThan(5L * LOGS);
        assertThat(workers.of(Kind.LIST)).as("some for each worker").isLessThan(10L * WORKERS);
    }
}
