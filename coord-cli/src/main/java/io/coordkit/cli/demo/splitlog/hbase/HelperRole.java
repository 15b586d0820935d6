package io.coordkit.cli.demo.splitlog.hbase;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import io.coordkit.hbase.ClusterState;
import io.coordkit.hbase.SplitLogWorker;
import io.coordkit.hbase.SplitTaskExecutor;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.wal.HBaseWalSplitter;
import io.coordkit.hbase.wal.MasterSequenceIds;
import java.nio.file.Path;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.hadoop.conf.Configuration;

/**
 * A worker of ours, which splits logs for HBase's master. Arguments: connect string, HBase's root directory, its name.
 *
 * <p>Says {@code ready}, and {@code split {log, result}} of each task.
 */
public final class HelperRole implements ChildRole {
    private static final int RETRY_PAUSE_MS = 200;
    private static final WorkerSettings SETTINGS =
            WorkerSettings.DEFAULT.withMaxTasks(1).withPausesMs(50, 150, 300);

    @Override
    public void run(ChildChannel channel, List<String> arguments) throws Exception {
        Configuration settings = HBaseSettings.of(Path.of(arguments.get(1)), arguments.get(0));
        HBasePaths paths = HBasePaths.DEFAULT;
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(arguments.get(0), new RetryForever(RETRY_PAUSE_MS))) {
            client.start();
            try (MasterSequenceIds flushed = new MasterSequenceIds(settings, new ClusterState(client, paths));
                    SplitLogWorker worker = new SplitLogWorker(
                            client,
                            paths,
                            ServerName.of(arguments.get(2)),
                            telling(channel, new HBaseWalSplitter(settings, flushed)),
                            SETTINGS)) {
                worker.start();
                channel.send(Message.of("ready"));
                while (channel.receive().isPresent()) {
                    // Nothing that could be said changes anything.
                }
            }
        }
    }

    private static SplitTaskExecutor telling(ChildChannel channel, HBaseWalSplitter splitter) {
        return (task, progress) -> {
            SplitResult result = splitter.execute(task, progress);
            channel.send(Message.of("split").with("log", task.walPath()).with("result", result.name()));
            return result;
        };
    }
}
