package io.coordkit.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.server.CoordServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example, compiled and run by the build. */
class HBaseCoordExample {
    @Test
    void splitsTheLogsOfADeadServer(@TempDir Path directory) throws Exception {
        try (CoordServer server = CoordServer.builder()
                        .dataDirectory(directory)
                        .tickTime(Duration.ofMillis(200))
                        .start();
                CuratorFramework client = Clients.connect(server)) {
            assertThat(example(client).isSuccess()).isTrue();
        }
    }

    private static BatchProgress example(CuratorFramework client) throws Exception {
        // readme:begin
        HBasePaths paths = HBasePaths.DEFAULT;
        ServerName master = new ServerName("master.example.org", 16000, 1700000000000L);
        ServerName server = new ServerName("rs1.example.org", 16020, 1700000000000L);
        BaseNodes.create(client, paths, Generation.HBASE_2);

        // The region server: alive as long as its session, and ready to split logs.
        RegionServerRegistration.register(client, paths, server, RegionServerInfo.NONE);
        SplitTaskExecutor split = (task, progress) -> {
            // Read task.walPath(), write its edits aside, and stop when progress.report() says false.
            return progress.report() ? SplitResult.DONE : SplitResult.PREEMPTED;
        };
        try (SplitLogWorker worker = new SplitLogWorker(client, paths, server, split, WorkerSettings.DEFAULT);
                SplitLogManager manager = new SplitLogManager(
                        client,
                        paths,
                        master,
                        (task, by) -> System.out.println(by + " split " + task.walPath()),
                        ManagerSettings.DEFAULT)) {
            worker.start();
            manager.start();
            SplitBatch batch = manager.submit(List.of("WALs/rs9.example.org,16020,1-splitting/rs9.log"));
            return batch.completion().get(60, TimeUnit.SECONDS);
        }
        // readme:end
    }
}
