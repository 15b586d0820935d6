package io.coordkit.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ConfigException;
import org.jspecify.annotations.Nullable;

/** A shell's session: opened, closed and opened elsewhere as its commands say. For one thread; events come on the client's. */
final class Connection implements AutoCloseable {

    private final Target target;
    private final EventPrinter events;
    private String servers;
    private CountDownLatch connected = new CountDownLatch(1);
    private @Nullable ZooKeeper client;

    Connection(Target target, EventPrinter events) {
        this.target = target;
        this.events = events;
        this.servers = target.servers();
    }

    /** Begins to connect to the servers it was connected to last, or at first to the target's. */
    void open() throws ShellFailure {
        open(servers);
    }

    /** Begins to connect, in a new session. */
    void open(String newServers) throws ShellFailure {
        close();
        CountDownLatch latch = new CountDownLatch(1);
        connected = latch;
        servers = newServers;
        try {
            client = new ZooKeeperAdmin(
                    newServers, target.timeoutMs(), watcher(latch), target.readOnly(), clientConfiguration());
        } catch (IOException | IllegalArgumentException wrong) {
            throw new ShellFailure("cannot connect to '" + newServers + "': " + wrong.getMessage(), wrong);
        }
    }

    private Watcher watcher(CountDownLatch latch) {
        return event -> {
            if (event.getType() == Watcher.Event.EventType.None && isUsable(event)) {
                latch.countDown();
            }
            events.print(event);
        };
    }

    private static boolean isUsable(WatchedEvent event) {
        return event.getState() == KeeperState.SyncConnected || event.getState() == KeeperState.ConnectedReadOnly;
    }

    private ZKClientConfig clientConfiguration() throws ShellFailure {
        if (target.clientConfiguration().isEmpty()) {
            return new ZKClientConfig();
        }
        Path file = target.clientConfiguration().get();
        if (!Files.isReadable(file)) {
            throw new ShellFailure(file + ": no such file, or not readable");
        }
        try {
            return new ZKClientConfig(file);
        } catch (ConfigException wrong) {
            throw new ShellFailure(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Waits for the session; false when there is none yet after {@code ms}. */
    boolean await(long ms) throws InterruptedException {
        return connected.await(ms, TimeUnit.MILLISECONDS);
    }

    /** As {@link #await}, for as long as the session's timeout. */
    void awaitOrFail() throws ShellFailure, InterruptedException {
        if (!await(target.timeoutMs())) {
            throw new ShellFailure("no server of " + servers + " has answered within " + target.timeoutMs() + " ms");
        }
    }

    /** Whether commands can be sent: the session may be on its way, but has not ended. */
    boolean isAlive() {
        return client != null && client.getState().isAlive();
    }

    /** Whether a server answers right now. */
    boolean isConnected() {
        return client != null && client.getState().isConnected();
    }

    ZooKeeper client() {
        if (client == null) {
            throw new IllegalStateException("never opened");
        }
        return client;
    }

    String servers() {
        return servers;
    }

    String state() {
        return client == null ? "CLOSED" : client.getState().toString();
    }

    @Override
    public void close() {
        ZooKeeper former = client;
        if (former == null) {
            return;
        }
        try {
            former.close();
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }
}
