package io.coordkit.hbase;

import static io.coordkit.hbase.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.hbase.master.SplitLogManager;
import org.apache.hadoop.hbase.regionserver.SplitLogWorker.TaskExecutor.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HBase 2.6.3's own split-log manager with our workers, and its own worker with our manager. */
class RealSplitLogTest extends ServerTest {
    private static final ServerName MASTER = new ServerName("master.example.org", 16000, 1);
    private static final ServerName WORKER = new ServerName("rs1.example.org", 16020, 2);
    private static final String DEAD = "rs9.example.org,16020,9-splitting";

    private RealHBase real;
    private Path root;

    @BeforeEach
    void start() throws Exception {
        root = Files.createDirectories(directory.resolve("hbase-root"));
        real = new RealHBase(server.connectString(), root);
    }

    @AfterEach
    void stop() throws Exception {
        real.close();
    }

    @Test
    void realManagerWithOurWorkers() throws Exception {
        List<String> wals = writeLogs(5);
        ConcurrentLinkedQueue<String> split = new ConcurrentLinkedQueue<>();
        SplitLogManager manager = real.startManager(MASTER);
        try (SplitLogWorker first = worker(WORKER, split);
                SplitLogWorker second = worker(new ServerName("rs2.example.org", 16020, 3), split)) {
            first.start();
            second.start();
            CompletableFuture<Long> bytes = CompletableFuture.supplyAsync(() -> real.split(manager, "WALs/" + DEAD));

            assertThat(bytes.get(60, TimeUnit.SECONDS)).isPositive();
        } finally {
            manager.stop();
        }
        assertThat(split).containsExactlyInAnyOrderElementsOf(wals);
        assertThat(namesIn(root.resolve("oldWALs"))).hasSize(wals.size());
        assertThat(root.resolve("WALs/" + DEAD)).doesNotExist();
        await(() -> client.getChildren().forPath("/hbase/splitWAL").isEmpty());
    }

    @Test
    void ourManagerWithARealWorker() throws Exception {
        List<String> wals = writeLogs(3);
        BaseNodes.create(client, HBasePaths.DEFAULT, Generation.HBASE_2);
        ConcurrentLinkedQueue<String> split = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> finished = new ConcurrentLinkedQueue<>();
        real.startWorker(WORKER, (wal, progress) -> {
            progress.progress();
            split.add(wal);
            return Status.DONE;
        });
        try (io.coordkit.hbase.SplitLogManager manager = new io.coordkit.hbase.SplitLogManager(
                client,
                HBasePaths.DEFAULT,
                MASTER,
                (task, worker) -> finished.add(task.walPath() + " by " + worker),
                ManagerSettings.DEFAULT)) {
            manager.start();
            BatchProgress progress = manager.submit(wals).completion().get(60, TimeUnit.SECONDS);

            assertThat(progress).isEqualTo(new BatchProgress(3, 3, 0));
        }
        assertThat(split).containsExactlyInAnyOrderElementsOf(wals);
        assertThat(finished)
                .containsExactlyInAnyOrderElementsOf(
                        wals.stream().map(wal -> wal + " by " + WORKER).toList());
    }

    @Test
    void ourManagerTakesATaskFromARealWorkerThatResigns() throws Exception {
        List<String> wals = writeLogs(1);
        BaseNodes.create(client, HBasePaths.DEFAULT, Generation.HBASE_2);
        ConcurrentLinkedQueue<String> attempts = new ConcurrentLinkedQueue<>();
        real.startWorker(WORKER, (wal, progress) -> {
            attempts.add(wal);
            return attempts.size() == 1 ? Status.RESIGNED : Status.DONE;
        });
        try (io.coordkit.hbase.SplitLogManager manager = new io.coordkit.hbase.SplitLogManager(
                client, HBasePaths.DEFAULT, MASTER, (task, worker) -> {}, ManagerSettings.DEFAULT)) {
            manager.start();

            assertThat(manager.submit(wals)
                            .completion()
                            .get(60, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
        }
        assertThat(attempts).hasSize(2);
    }

    @Test
    void realManagerGivesOurResignedTaskToAnother() throws Exception {
        writeLogs(1);
        ConcurrentLinkedQueue<ServerName> attempts = new ConcurrentLinkedQueue<>();
        SplitTaskExecutor once = (task, progress) -> {
            attempts.add(WORKER);
            return attempts.size() == 1 ? SplitResult.RESIGNED : SplitResult.DONE;
        };
        SplitLogManager manager = real.startManager(MASTER);
        try (SplitLogWorker worker =
                new SplitLogWorker(client, HBasePaths.DEFAULT, WORKER, once, WorkerSettings.DEFAULT)) {
            worker.start();
            CompletableFuture<Long> bytes = CompletableFuture.supplyAsync(() -> real.split(manager, "WALs/" + DEAD));

            assertThat(bytes.get(60, TimeUnit.SECONDS)).isPositive();
        } finally {
            manager.stop();
        }
        assertThat(attempts).hasSize(2);
    }

    @Test
    void theRealClassesReadWhatWeOwn() throws Exception {
        BaseNodes.create(client, HBasePaths.DEFAULT, Generation.HBASE_2);
        SplitTaskName task = SplitTaskName.ofWal("WALs/a/b");
        client.create()
                .forPath(
                        HBasePaths.DEFAULT.splitTask(task),
                        SplitLogTask.of(State.UNASSIGNED, MASTER, Generation.HBASE_2)
                                .toBytes());
        SplitTaskExecutor waits = (name, progress) -> {
            await(() -> !progress.report());
            return SplitResult.PREEMPTED;
        };
        try (SplitLogWorker worker =
                new SplitLogWorker(client, HBasePaths.DEFAULT, WORKER, waits, WorkerSettings.DEFAULT)) {
            worker.start();
            await(() -> real.read(task) != null && real.read(task).isOwned());

            assertThat(real.read(task).getServerName().toString()).isEqualTo(WORKER.toString());
        }
        assertThat(real.read(task).isResigned()).isTrue();
    }

    private SplitLogWorker worker(ServerName name, ConcurrentLinkedQueue<String> split) {
        SplitTaskExecutor executor = (task, progress) -> {
            split.add(task.walPath());
            return SplitResult.DONE;
        };
        return new SplitLogWorker(
                client, HBasePaths.DEFAULT, name, executor, WorkerSettings.DEFAULT.withPausesMs(10, 20, 50));
    }

    /** Files that are no logs; in these tests only their names count. */
    private List<String> writeLogs(int count) throws Exception {
        Path logs = Files.createDirectories(root.resolve("WALs").resolve(DEAD));
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "rs9.example.org%2C16020%2C9." + (1700000000000L + i);
            Files.writeString(logs.resolve(name), "edits");
            paths.add("WALs/" + DEAD + "/" + name);
        }
        return Collections.unmodifiableList(paths);
    }

    /** Without the checksum files that Hadoop's local file system puts beside. */
    private static List<String> namesIn(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }
}
