package io.coordkit.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PurgeTest {
    private static final List<String> SNAPSHOTS =
            List.of("snapshot.0", "snapshot.a", "snapshot.14", "snapshot.1e", "snapshot.28");

    @Test
    void keepsTheNewestSnapshotsAndTheLogThatReachesIntoTheOldestOfThem() {
        Purge.Plan plan = Purge.plan(
                SNAPSHOTS,
                List.of("snapshot.28", "snapshot.1e", "snapshot.14", "snapshot.a", "snapshot.0"),
                List.of("log.1", "log.5", "log.12", "log.15", "log.1f"),
                3);
        assertThat(plan.snapshots()).containsExactly("snapshot.0", "snapshot.a");
        assertThat(plan.logs()).containsExactly("log.1", "log.5");
    }

    @Test
    void keepsTheLogThatStartsExactlyAtTheSnapshotOnly() {
        List<String> logs = List.of("log.12", "log.14", "log.15");
        assertThat(Purge.plan(SNAPSHOTS, List.of("snapshot.28", "snapshot.1e", "snapshot.14"), logs, 3)
                        .logs())
                .containsExactly("log.12");
    }

    @Test
    void doesNotCountDamagedSnapshots() {
        Purge.Plan plan =
                Purge.plan(SNAPSHOTS, List.of("snapshot.1e", "snapshot.a", "snapshot.0"), List.of("log.1", "log.b"), 3);
        assertThat(plan.snapshots()).isEmpty();
        assertThat(plan.logs()).isEmpty();
    }

    @Test
    void deletesNothingWithoutAValidSnapshot() {
        Purge.Plan plan = Purge.plan(SNAPSHOTS, List.of(), List.of("log.1", "log.b"), 3);
        assertThat(plan.snapshots()).isEmpty();
        assertThat(plan.logs()).isEmpty();
    }

    @Test
    void refusesToKeepFewerThanThree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Purge.plan(SNAPSHOTS, SNAPSHOTS, List.of(), 2))
                .withMessageContaining("at least 3");
    }
}
