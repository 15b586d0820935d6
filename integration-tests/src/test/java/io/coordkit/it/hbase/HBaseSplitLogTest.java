package io.coordkit.it.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.splitlog.hbase.NumberedRows;
import io.coordkit.hbase.ClusterState;
import io.coordkit.hbase.SplitLogManager;
import io.coordkit.hbase.SplitLogWorker;
import io.coordkit.hbase.SplitTaskExecutor;
import io.coordkit.hbase.TableStates;
import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.TableState;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.wal.HBaseWalFinisher;
import io.coordkit.hbase.wal.HBaseWalSplitter;
import io.coordkit.hbase.wal.MasterSequenceIds;
import io.coordkit.it.hbase.HBaseCluster.Splitting;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.JavaChild;
import io.coordkit.server.CoordEnsemble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.RegionInfo;
import org.apache.hadoop.hbase.wal.WAL;
import org.apache.hadoop.hbase.wal.WALEdit;
import org.apache.hadoop.hbase.wal.WALFactory;
import org.apache.hadoop.hbase.wal.WALKeyImpl;
import org.apache.hadoop.hbase.wal.WALProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole HBase on three servers: whoever dies and whoever splits the logs, no acknowledged row is lost. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HBaseSplitLogTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName HOLDER = new ServerName("localhost", 1, 1);
    private static final ServerName WORKER = new ServerName("localhost", 2, 1);
    private static final ServerName MANAGER = new ServerName("localhost", 3, 1);

    /** Beyond all that the region itself has numbered, so that no edit counts as flushed. */
    private static final long SEQUENCE_ID = 1_000_000;

    @TempDir
    private static Path directory;

    private static CoordEnsemble ensemble;
    private static CuratorFramework client;
    private static HBaseCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        ensemble = CoordEnsemble.builder()
                .directory(directory.resolve("ensemble"))
                .tickTime(Duration.ofMillis(500))
                .start();
        client = CuratorFrameworkFactory.newClient(ensemble.connectString(), new RetryForever(100));
        client.start();
        cluster = new HBaseCluster(ensemble.connectString(), directory.resolve("hbase"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        client.close();
        ensemble.close();
    }

    /** No region server takes tasks here: our worker has split what is recovered, although its predecessor and a leader died. */
    @Test
    @Order(1)
    void ourWorkersSplitForARealMaster() throws Exception {
        HBaseCluster.RegionServer victim = cluster.startRegionServer(Splitting.BY_PROCEDURES);
        NumberedRows rows = NumberedRows.create(cluster.connection(), "ours", victim.name());
        rows.put(0, 1000);
        rows.flush();
        rows.put(1000, 2000);
        MasterSequenceIds flushed = new MasterSequenceIds(cluster.conf(), new ClusterState(client, PATHS));
        for (RegionInfo region : rows.regions()) {
            Eventually.holds(HBaseCluster.PATIENCE, () -> isFlushed(region, flushed));
        }
        JavaChild holder = cluster.launch(SplitWorkerMain.class, List.of(ensemble.connectString(), HOLDER.toString()));
        victim.process().kill9();
        Eventually.holds(HBaseCluster.PATIENCE, HBaseSplitLogTest::holderOwnsATask);
        int leader = ensemble.leader();
        ensemble.kill(leader);
        holder.kill9();

        Queue<String> split = new ConcurrentLinkedQueue<>();
        try (flushed;
                SplitLogWorker worker = worker(new HBaseWalSplitter(cluster.conf(), flushed), split)) {
            worker.start();
            assertThat(rows.read()).isEqualTo(numbers(2000));
        }
        assertThat(split).isNotEmpty().allSatisfy(log -> assertThat(log).contains(victim.name() + "-splitting"));
        assertThat(new TableStates(client, PATHS).of("ours")).contains(TableState.ENABLED);
        ensemble.start(leader);
        ensemble.awaitServing();
    }

    /** The master has heard of it from the region's server. */
    private static boolean isFlushed(RegionInfo region, MasterSequenceIds flushed) {
        return flushed.getLastSequenceId(region.getEncodedNameAsBytes()).getLastFlushedSequenceId() > 0;
    }

    private static SplitLogWorker worker(HBaseWalSplitter splitter, Queue<String> split) {
        SplitTaskExecutor noting = (task, progress) -> {
            split.add(task.walPath());
            return splitter.execute(task, progress);
        };
        return new SplitLogWorker(client, PATHS, WORKER, noting, WorkerSettings.DEFAULT);
    }

    /** The logs of a server that this HBase never heard of, with edits of its regions. */
    @Test
    @Order(2)
    void aRealRegionServerSplitsForOurManager() throws Exception {
        HBaseCluster.RegionServer server = cluster.startRegionServer(Splitting.BY_TASKS);
        NumberedRows rows = NumberedRows.create(cluster.connection(), "theirs", server.name());
        rows.put(0, 100);
        String log = writeLog(rows, 100, 200);
        try (SplitLogManager manager = new SplitLogManager(
                client, PATHS, MANAGER, new HBaseWalFinisher(cluster.conf()), ManagerSettings.DEFAULT)) {
            manager.start();
            assertThat(manager.submit(List.of(log)).completion().get(120, TimeUnit.SECONDS))
                    .isEqualTo(new BatchProgress(1, 1, 0));
        }
        try (Admin admin = cluster.connection().getAdmin()) {
            admin.disableTable(rows.name());
            admin.enableTable(rows.name());
        }
        assertThat(rows.read()).isEqualTo(numbers(200));
        Eventually.holds(HBaseCluster.PATIENCE, HBaseSplitLogTest::noTaskIsLeft);
    }

    /** As HBase 2.6 does it by itself; last, as the master and with it the way to split is another one from here on. */
    @Test
    @Order(3)
    void proceduresSplitWithoutTasks() throws Exception {
        cluster.replaceMaster(Splitting.BY_PROCEDURES);
        HBaseCluster.RegionServer victim = cluster.startRegionServer(Splitting.BY_PROCEDURES);
        NumberedRows rows = NumberedRows.create(cluster.connection(), "procedures", victim.name());
        rows.put(0, 2000);
        victim.process().kill9();
        assertThat(rows.read()).isEqualTo(numbers(2000));
        assertThat(noTaskIsLeft()).isTrue();
    }

    private static SortedSet<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean noTaskIsLeft() throws IOException {
        try {
            return client.getChildren().forPath(PATHS.splitLog()).isEmpty();
        } catch (Exception failure) {
            throw new IOException(failure);
        }
    }

    private static boolean holderOwnsATask() throws IOException {
        try {
            for (String task : client.getChildren().forPath(PATHS.splitLog())) {
                SplitLogTask value = SplitLogTask.parse(client.getData().forPath(PATHS.splitLog() + "/" + task));
                if (value.state() == SplitLogTask.State.OWNED && value.server().equals(HOLDER)) {
                    return true;
                }
            }
            return false;
        } catch (UnreadableValueException damaged) {
            throw new AssertionError(damaged);
        } catch (Exception notNow) {
            return false;
        }
    }

    /** Rows that only a log has; its path. */
    private static String writeLog(NumberedRows rows, int from, int to) throws IOException {
        String path = "WALs/localhost,4,1-splitting/localhost%2C4%2C1.1";
        var file = new org.apache.hadoop.fs.Path(cluster.conf().get("hbase.rootdir"), path);
        FileSystem files = file.getFileSystem(cluster.conf());
        files.mkdirs(file.getParent());
        try (WALProvider.Writer writer = WALFactory.createWALWriter(files, file, cluster.conf())) {
            for (int i = from; i < to; i++) {
                RegionInfo region = rows.regionOf(i);
                WALEdit edit = new WALEdit();
                edit.add(new KeyValue(
                        NumberedRows.row(i), NumberedRows.FAMILY, NumberedRows.COLUMN, i, NumberedRows.value(i)));
                var key =
                        new WALKeyImpl(region.getEncodedNameAsBytes(), rows.name(), SEQUENCE_ID + i, i, new UUID(0, 1));
                writer.append(new WAL.Entry(key, edit));
            }
            writer.sync(false);
        }
        return path;
    }
}
