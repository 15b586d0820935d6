package io.coordkit.cli.demo.splitlog;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import io.coordkit.hbase.RegionServerRegistration;
import io.coordkit.hbase.SplitLogWorker;
import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.ServerName;
import java.nio.file.Path;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;

/**
 * A region server without regions of its own: free to split the logs of others. Arguments: connect string, its name, the
 * WAL root, and after how many edits of a log to hang (0: never).
 *
 * <p>Says {@code registered {sessionMs}}, and what {@link LogSplitter} says once it was told to work.
 */
public final class SplitWorkerRole implements ChildRole {

    /** One log at a time, so that one can be followed; short pauses, as our logs are short. */
    private static final WorkerSettings SETTINGS =
            WorkerSettings.DEFAULT.withMaxTasks(1).withReportPeriodMs(500).withPausesMs(50, 150, 300);

    @Override
    public void run(ChildChannel channel, List<String> arguments) throws Exception {
        ServerName self = ServerName.of(arguments.get(1));
        WalRoot root = new WalRoot(Path.of(arguments.get(2)));
        int hangAfter = Integer.parseInt(arguments.get(3));
        LogSplitter splitter = new LogSplitter(new WalFiles(), root, self, hangAfter, channel::send);
        try (CuratorFramework client = Cluster.connect(arguments.get(0), Cluster.SERVER_SESSION_MS)) {
            RegionServerRegistration.register(client, Cluster.PATHS, self, RegionServerInfo.NONE);
            channel.send(Message.of("registered").with("sessionMs", Cluster.grantedSessionMs(client)));
            if (channel.receive().isPresent()) {
                work(channel, client, self, splitter);
            }
        }
    }

    private static void work(ChildChannel channel, CuratorFramework client, ServerName self, LogSplitter splitter)
            throws InterruptedException {
        try (SplitLogWorker worker = new SplitLogWorker(client, Cluster.PATHS, self, splitter, SETTINGS)) {
            worker.start();
            while (channel.receive().isPresent()) {
                // Nothing that could be said changes anything.
            }
        }
    }
}
