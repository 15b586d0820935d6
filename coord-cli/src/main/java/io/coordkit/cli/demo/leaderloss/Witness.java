package io.coordkit.cli.demo.leaderloss;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;

/** An ordinary client that creates one znode after the other, each when the one before was acknowledged. */
final class Witness implements AutoCloseable {

    private static final String ROOT = "/witness";
    private static final String ALIVE = ROOT + "/alive";
    private static final String WRITES = ROOT + "/writes";
    private static final int SESSION_MS = 4_000;
    private static final int CONNECTION_MS = 10_000;
    private static final int RETRIES = 200;
    private static final int RETRY_PAUSE_MS = 50;

    /** So that a few seconds are not thousands of znodes. */
    private static final long PAUSE_MS = 5;

    private final CuratorFramework client;
    private final List<String> acknowledged = new ArrayList<>();
    private final CompletableFuture<Void> work = new CompletableFuture<>();
    private final long session;
    private long lastNanos;
    private long longestNanos;
    private volatile boolean stopped;

    private Witness(CuratorFramework client) throws Exception {
        this.client = client;
        if (Optional.ofNullable(client.checkExists().forPath(ROOT)).isPresent()) {
            client.delete().deletingChildrenIfNeeded().forPath(ROOT);
        }
        client.create().creatingParentsIfNeeded().forPath(WRITES);
        client.create().withMode(CreateMode.EPHEMERAL).forPath(ALIVE);
        this.session = client.getZookeeperClient().getZooKeeper().getSessionId();
    }

    /** Connects, and begins to write. */
    static Witness start(String connectString) throws Exception {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                connectString, SESSION_MS, CONNECTION_MS, new RetryNTimes(RETRIES, RETRY_PAUSE_MS));
        client.start();
        try {
            Witness witness = new Witness(client);
            Thread thread = new Thread(witness::write, "coord-demo-witness");
            thread.setDaemon(true);
            thread.start();
            return witness;
        } catch (Exception failure) {
            client.close();
            throw failure;
        }
    }

    /** How many writes have been acknowledged so far. */
    synchronized int acknowledged() {
        return acknowledged.size();
    }

    /** Ends the writing, and looks what is there. */
    Testimony testify() throws Exception {
        stopped = true;
        work.get();
        client.sync().forPath(WRITES);
        Set<String> there = new HashSet<>(client.getChildren().forPath(WRITES));
        Optional<Stat> alive = Optional.ofNullable(client.checkExists().forPath(ALIVE));
        boolean sessionKept =
                alive.filter(stat -> stat.getEphemeralOwner() == session).isPresent();
        synchronized (this) {
            List<String> lost =
                    acknowledged.stream().filter(name -> !there.contains(name)).toList();
            return new Testimony(acknowledged.size(), lost, Duration.ofNanos(longestNanos), sessionKept);
        }
    }

    private void write() {
        try {
            for (int i = 0; !stopped; i++) {
                String name = "n" + i;
                // Curator asks again when the connection broke, and then it may be there already.
                client.create().orSetData().forPath(WRITES + "/" + name);
                acknowledged(name);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
            work.complete(null);
        } catch (Exception failure) {
            work.completeExceptionally(failure);
        }
    }

    private synchronized void acknowledged(String name) {
        long now = System.nanoTime();
        longestNanos = acknowledged.isEmpty() ? 0 : Math.max(longestNanos, now - lastNanos);
        lastNanos = now;
        acknowledged.add(name);
    }

    @Override
    public void close() {
        stopped = true;
        client.close();
    }
}
