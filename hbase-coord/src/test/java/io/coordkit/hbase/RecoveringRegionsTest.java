package io.coordkit.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.FlushedSequenceIds;
import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Distributed log replay of HBase 1.x: which regions recover, and what is asked of workers. */
class RecoveringRegionsTest extends ServerTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName MASTER = new ServerName("m1", 16000, 1);
    private static final ServerName RS1 = new ServerName("rs1", 16020, 1);
    private static final ServerName RS2 = new ServerName("rs2", 16020, 1);
    private static final String META = "1588230740";
    private static final String LOG = "WALs/rs1,16020,1-splitting/rs1%2C16020%2C1.7";

    private RecoveringRegions regions;

    @BeforeEach
    void start() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_1);
        regions = new RecoveringRegions(client, PATHS);
    }

    @Test
    void aRegionRecoversUntilTheLogsOfAllItsFormerServersAreReplayed() throws Exception {
        regions.mark(RS1, Map.of("a", 5L, "b", FlushedSequenceIds.UNKNOWN));
        regions.mark(RS2, Map.of("a", 3L));
        assertThat(regions.regions()).containsExactly("a", "b");
        assertThat(regions.flushed("a", RS1)).contains(FlushedSequenceIds.of(5));
        assertThat(regions.flushed("a", RS2)).as("it had flushed more before").contains(FlushedSequenceIds.of(5));
        assertThat(regions.flushed("b", RS2)).isEmpty();

        regions.recovered(Set.of(RS1), any -> true);
        assertThat(regions.regions()).containsExactly("a");
        assertThat(regions.flushed("a", RS1)).isEmpty();
        assertThat(regions.isRecovering("a")).isTrue();
        regions.recovered(Set.of(RS1, RS2), any -> true);
        assertThat(regions.isRecovering("a")).isFalse();
    }

    @Test
    void metaRecoversAheadOfTheOthers() throws Exception {
        regions.mark(RS1, Map.of(META, 5L, "a", 5L));
        regions.recovered(Set.of(RS1), META::equals);
        assertThat(regions.regions()).containsExactly("a");
        regions.allRecovered();
        assertThat(regions.regions()).isEmpty();
        assertThat(client.checkExists().forPath(PATHS.recoveringRegions())).isNotNull();
    }

    @Test
    void onlyRegionsOfServersWithOpenTasksOutliveTheirMaster() throws Exception {
        regions.mark(RS1, Map.of("a", 5L));
        regions.mark(RS2, Map.of("b", 5L));
        SplitTaskName task = SplitTaskName.ofWal(LOG);
        SplitLogTask open = SplitLogTask.of(State.UNASSIGNED, MASTER, Generation.HBASE_1);
        client.create().forPath(PATHS.splitTask(task), open.toBytes());
        regions.removeStale(Set.of(RS2));
        assertThat(regions.regions()).containsExactly("a", "b");
        regions.removeStale(Set.of());
        assertThat(regions.regions()).containsExactly("a");
        client.setData().forPath(PATHS.splitTask(task), new byte[] {1});
        regions.removeStale(Set.of());
        assertThat(regions.regions())
                .as("a task that cannot be read may be open")
                .containsExactly("a");
        client.setData()
                .forPath(PATHS.splitTask(task), open.with(State.DONE, RS2).toBytes());
        regions.removeStale(Set.of());
        assertThat(regions.regions()).isEmpty();
    }

    @Test
    void aDamagedNodeIsNamedAndMarkedAgain() throws Exception {
        regions.mark(RS1, Map.of("a", 5L));
        String path = PATHS.recoveringRegion("a", RS1);
        client.setData().forPath(path, new byte[] {1});
        client.setData().forPath(PATHS.recoveringRegion("a"), new byte[] {1});
        assertThatThrownBy(() -> regions.flushed("a", RS1))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining(path);
        regions.mark(RS1, Map.of("a", 2L));
        assertThat(regions.flushed("a", RS1)).contains(FlushedSequenceIds.of(2));
    }

    @Test
    void workersReplayWhatAManagerInReplayPutsUp() throws Exception {
        RecoveryModes modes = new RecoveryModes(client, PATHS, RecoveryMode.LOG_REPLAY);
        List<String> done = new CopyOnWriteArrayList<>();
        SplitTaskExecutor executor = new SplitTaskExecutor() {
            @Override
            public SplitResult execute(SplitTaskName task, Progress progress) {
                done.add("split");
                return SplitResult.DONE;
            }

            @Override
            public SplitResult replay(SplitTaskName task, Progress progress) {
                done.add("replayed");
                return SplitResult.DONE;
            }
        };
        try (SplitLogManager manager = manager();
                SplitLogWorker worker = new SplitLogWorker(client, PATHS, RS2, executor, WorkerSettings.DEFAULT)) {
            manager.recoveryMode(modes.current());
            manager.start();
            worker.start();
            assertThat(split(manager, LOG).isSuccess()).isTrue();
            manager.recoveryMode(RecoveryMode.LOG_SPLITTING);
            assertThat(split(manager, LOG + "8").isSuccess()).isTrue();
        }
        assertThat(done).containsExactly("replayed", "split");
    }

    @Test
    void whoCannotReplayFailsRatherThanSplits() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        SplitTaskExecutor executor = (task, progress) -> {
            done.add("split");
            return SplitResult.DONE;
        };
        try (SplitLogManager manager = manager();
                SplitLogWorker worker = new SplitLogWorker(client, PATHS, RS2, executor, WorkerSettings.DEFAULT)) {
            manager.recoveryMode(RecoveryMode.LOG_REPLAY);
            manager.start();
            worker.start();
            assertThat(split(manager, LOG).isSuccess()).isFalse();
        }
        assertThat(done).isEmpty();
    }

    @Test
    void aNewMasterEndsWhatWasBegunInItsMode() throws Exception {
        regions.mark(RS1, Map.of("a", 5L));
        RecoveryModes modes = new RecoveryModes(client, PATHS, RecoveryMode.LOG_SPLITTING);
        assertThat(modes.current()).isEqualTo(RecoveryMode.LOG_REPLAY);
        SplitLogTask begun = SplitLogTask.of(State.UNASSIGNED, MASTER, Generation.HBASE_1);
        String damaged = PATHS.splitTask(SplitTaskName.ofWal("WALs/a"));
        String task = PATHS.splitTask(SplitTaskName.ofWal(LOG));
        client.create().forPath(damaged, new byte[] {1});
        client.create().forPath(task, begun.toBytes());
        regions.allRecovered();
        assertThat(modes.current()).as("tasks are left").isEqualTo(RecoveryMode.LOG_REPLAY);
        assertThat(new RecoveryModes(client, PATHS, RecoveryMode.LOG_REPLAY).current())
                .isEqualTo(RecoveryMode.LOG_SPLITTING);
        client.delete().forPath(damaged);
        client.delete().forPath(task);
        assertThat(modes.current()).isEqualTo(RecoveryMode.LOG_SPLITTING);
    }

    @Test
    void tasksOfTheSecondGenerationHaveNoMode() {
        try (SplitLogManager manager =
                new SplitLogManager(client, PATHS, MASTER, (task, worker) -> {}, ManagerSettings.DEFAULT)) {
            assertThatThrownBy(() -> manager.recoveryMode(RecoveryMode.LOG_REPLAY))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private SplitLogManager manager() {
        ManagerSettings settings =
                ManagerSettings.DEFAULT.withGeneration(Generation.HBASE_1).withMaxResubmits(0);
        return new SplitLogManager(client, PATHS, MASTER, (task, worker) -> {}, settings);
    }

    private static BatchProgress split(SplitLogManager manager, String log) throws Exception {
        return manager.submit(List.of(log)).completion().get(60, TimeUnit.SECONDS);
    }
}
