package io.coordkit.it.container;

import io.coordkit.it.process.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.KeeperException.NodeExistsException;

/** A client of the whole ensemble that creates one znode after the other and remembers which ones were acknowledged. */
final class SteadyWriter implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SESSION_MS = 8_000;
    private static final int RETRY_MS = 50;

    private final CuratorFramework client;
    private final String parent;
    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final Thread thread = new Thread(this::write, "steady-writer");
    private volatile boolean enough;

    private SteadyWriter(CuratorFramework client, String parent) {
        this.client = client;
        this.parent = parent;
    }

    /** Begins to write below a new znode. */
    static SteadyWriter start(String connectString, String parent) throws Exception {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(connectString, SESSION_MS, SESSION_MS, new RetryForever(RETRY_MS));
        client.start();
        client.create().forPath(parent);
        var writer = new SteadyWriter(client, parent);
        writer.thread.start();
        return writer;
    }

    private void write() {
        for (int n = 0; !enough; n++) {
            String name = "n-" + n;
            try {
                client.create().forPath(parent + "/" + name);
                acknowledged.add(name);
            } catch (NodeExistsException writtenBeforeTheAnswerWasLost) {
                acknowledged.add(name);
            } catch (Exception failure) {
                if (!enough) {
                    throw new IllegalStateException(failure);
                }
            }
        }
    }

    /** Waits until as many more writes have been acknowledged. */
    void awaitMore(int count) throws IOException {
        int before = acknowledged.size();
        Eventually.holds(SOON, () -> acknowledged.size() >= before + count);
    }

    /** Stops writing; returns the names of what was acknowledged. */
    Set<String> finish() throws InterruptedException {
        enough = true;
        thread.join();
        return Set.copyOf(acknowledged);
    }

    @Override
    public void close() throws InterruptedException {
        enough = true;
        client.close();
        thread.join();
    }
}
