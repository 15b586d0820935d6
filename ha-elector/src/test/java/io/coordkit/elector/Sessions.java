package io.coordkit.elector;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.DroppedHandle;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** Remembers a member's newest session, so that a test can end it behind the member's back. */
final class Sessions implements ZookeeperFactory {
    private final AtomicReference<ZooKeeper> newest = new AtomicReference<>();
    private boolean held;

    /** What another client needs to act in a session. */
    record Id(int timeoutMs, long number, byte[] password) {}

    @Override
    public ZooKeeper newZooKeeper(String connectString, int timeoutMs, Watcher watcher, boolean readOnly)
            throws Exception {
        return newZooKeeper(connectString, timeoutMs, watcher, readOnly, new ZKClientConfig());
    }

    @Override
    public ZooKeeper newZooKeeper(
            String connectString, int timeoutMs, Watcher watcher, boolean readOnly, ZKClientConfig config)
            throws Exception {
        awaitRelease();
        ZooKeeper handle = new ZooKeeper(connectString, timeoutMs, watcher, readOnly, config);
        newest.set(handle);
        return handle;
    }

    void remember(ZooKeeper handle) {
        newest.set(handle);
    }

    /** From now on the member gets no new session, as if it were slow to connect. */
    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
        notifyAll();
    }

    /** Waits while new sessions are held back. */
    synchronized void awaitRelease() throws IOException {
        try {
            while (held) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    long newestId() {
        return newest.get().getSessionId();
    }

    Id id() {
        ZooKeeper handle = newest.get();
        return new Id(handle.getSessionTimeout(), handle.getSessionId(), handle.getSessionPasswd());
    }

    /** The member's client is gone, as that of a killed process; its session is not. */
    void drop() {
        DroppedHandle.drop(newest.get());
    }

    /** Ends the newest session on the server, as an expiry does. */
    void kill(String connectString) throws Exception {
        end(connectString, id());
    }

    /** Another handle of the same session closes it; its own client may reconnect in between, so that is repeated until it is gone. */
    static void end(String connectString, Id session) throws Exception {
        while (connected(connectString, session)) {
            // Each look closes it.
        }
    }

    private static boolean connected(String connectString, Id session) throws Exception {
        CompletableFuture<KeeperState> first = new CompletableFuture<>();
        try (ZooKeeper twin = new ZooKeeper(
                connectString,
                session.timeoutMs,
                event -> first.complete(event.getState()),
                session.number,
                session.password)) {
            return first.get() != KeeperState.Expired;
        }
    }
}
