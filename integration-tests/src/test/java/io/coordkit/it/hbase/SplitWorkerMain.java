package io.coordkit.it.hbase;

import io.coordkit.hbase.SplitLogWorker;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.concurrent.CountDownLatch;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;

/** Runs in a process of its own: a worker of ours that takes tasks and never ends one. */
public final class SplitWorkerMain {

    private SplitWorkerMain() {}

    /** Arguments: connect string, its name. */
    public static void main(String[] arguments) throws Exception {
        CuratorFramework client = CuratorFrameworkFactory.newClient(arguments[0], new RetryForever(100));
        client.start();
        CountDownLatch never = new CountDownLatch(1);
        new SplitLogWorker(
                        client,
                        HBasePaths.DEFAULT,
                        ServerName.of(arguments[1]),
                        (task, progress) -> {
                            never.await();
                            throw new AssertionError();
                        },
                        WorkerSettings.DEFAULT)
                .start();
        never.await();
    }
}
