package io.coordkit.elector;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** Remembers a member's newest session, so that a test can end it behind the member's back. */
final class Sessions implements ZookeeperFactory {
    private final AtomicReference<ZooKeeper> newest = new AtomicReference<>();

    @Override
    public ZooKeeper newZooKeeper(String connectString, int timeoutMs, Watcher watcher, boolean readOnly)
            throws Exception {
        return newZooKeeper(connectString, timeoutMs, watcher, readOnly, new ZKClientConfig());
    }

    @Override
    public ZooKeeper newZooKeeper(
            String connectString, int timeoutMs, Watcher watcher, boolean readOnly, ZKClientConfig config)
            throws Exception {
        ZooKeeper handle = new ZooKeeper(connectString, timeoutMs, watcher, readOnly, config);
        newest.set(handle);
        return handle;
    }

    void remember(ZooKeeper handle) {
        newest.set(handle);
    }

    long newestId() {
        return newest.get().getSessionId();
    }

    /** Ends the newest session on the server, as an expiry does: another handle of the same session closes it. */
    void kill(String connectString) throws Exception {
        ZooKeeper victim = newest.get();
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper twin = new ZooKeeper(
                connectString,
                victim.getSessionTimeout(),
                event -> connected.countDown(),
                victim.getSessionId(),
                victim.getSessionPasswd());
        connected.await();
        twin.close();
    }
}
