package io.coordkit.it.security;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** An unmodified client, and the states it goes through. */
final class Connected implements AutoCloseable {
    private static final int SESSION_MS = 30_000;
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<KeeperState> states = new LinkedBlockingQueue<>();
    private final ZooKeeper client;

    private Connected(int port, ZKClientConfig config) throws IOException {
        this.client = new ZooKeeper("127.0.0.1:" + port, SESSION_MS, event -> states.add(event.getState()), config);
    }

    /** Connects, and waits for that. */
    static Connected to(int port, ZKClientConfig config) throws IOException, InterruptedException {
        Connected connected = trying(port, config);
        try {
            connected.await(KeeperState.SyncConnected);
            return connected;
        } catch (AssertionError e) {
            connected.close();
            throw e;
        }
    }

    /** Begins to connect. */
    static Connected trying(int port, ZKClientConfig config) throws IOException {
        return new Connected(port, config);
    }

    /** Waits for this state, and passes over others. */
    void await(KeeperState wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        KeeperState state = null;
        while (state != wanted) {
            state = states.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (state == null) {
                throw new AssertionError("not " + wanted + " but " + client.getState());
            }
        }
    }

    ZooKeeper client() {
        return client;
    }

    /** Who the server takes it for: {@code scheme:user} each. */
    List<String> whoAmI() throws InterruptedException {
        return client.whoAmI().stream()
                .map(info -> info.getAuthScheme() + ":" + info.getUser())
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
    }
}
