package io.coordkit.hbase.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.BaseNodes;
import io.coordkit.hbase.ClusterState;
import io.coordkit.hbase.SplitBatch;
import io.coordkit.hbase.SplitLogManager;
import io.coordkit.hbase.SplitLogWorker;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import io.coordkit.server.CoordServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example, compiled and run by the build. */
class HBaseWalExampleTest {
    private static final ServerName MASTER = new ServerName("master.example.org", 16000, 1);

    @TempDir
    Path directory;

    @Test
    void splitsTheLogsOfADeadServer() throws Exception {
        Wals wals = new Wals(directory.resolve("hbase"));
        List<String> logs = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            logs.add(wals.write(number, 200).walPath());
        }
        try (CoordServer zookeeper = CoordServer.builder()
                        .dataDirectory(directory.resolve("zookeeper"))
                        .start();
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(zookeeper.connectString(), new RetryOneTime(100))) {
            client.start();
            BaseNodes.create(client, HBasePaths.DEFAULT, Generation.HBASE_2);
            assertThat(split(client, wals.configuration(), logs)).isEqualTo(new BatchProgress(4, 4, 0));
        }
        assertThat(wals.recovered()).isEqualTo(wals.written());
        assertThat(wals.names("oldWALs")).hasSameSizeAs(logs).allSatisfy(name -> assertThat(logs)
                .anyMatch(log -> SplitTaskName.ofWal(log).walPath().endsWith(name)));
    }

    private static BatchProgress split(CuratorFramework client, Configuration configuration, List<String> logs)
            throws Exception {
        // readme:begin
        HBasePaths paths = HBasePaths.DEFAULT;
        ServerName self = new ServerName("helper.example.org", 16020, System.currentTimeMillis());
        try (MasterSequenceIds flushed = new MasterSequenceIds(configuration, new ClusterState(client, paths));
                SplitLogWorker worker = new SplitLogWorker(
                        client, paths, self, new HBaseWalSplitter(configuration, flushed), WorkerSettings.DEFAULT)) {
            worker.start(); // from here on it takes tasks of HBase's master

            // For a master of our own: HBase's has the same.
            try (SplitLogManager manager = new SplitLogManager(
                    client, paths, MASTER, new HBaseWalFinisher(configuration), ManagerSettings.DEFAULT)) {
                manager.start();
                SplitBatch batch =
                        manager.submit(logs); // such as WALs/rs9,16020,1-splitting/rs9%2C16020%2C1.1700000000000
                return batch.completion().get(60, TimeUnit.SECONDS);
            }
        }
        // readme:end
    }
}
