package io.coordkit.cli.demo.recipes;

import io.coordkit.cli.demo.DemoContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/** Where a scene is played: clients with sessions of their own and threads, all given back when it is over. */
final class Stage implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SESSION_MS = 3000;

    private final DemoContext context;
    private final List<CuratorFramework> clients = new ArrayList<>();
    private final List<AutoCloseable> props = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Stage(DemoContext context) {
        this.context = context;
    }

    /** A client with a session of its own. */
    CuratorFramework client() throws IOException, InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                context.connectString(), SESSION_MS, (int) PATIENCE.toMillis(), new ExponentialBackoffRetry(100, 3));
        clients.add(client);
        client.start();
        if (!client.blockUntilConnected((int) PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("no connection to " + context.connectString());
        }
        return client;
    }

    /** Closes it before the clients when the scene is over; the last comes first. */
    <T extends AutoCloseable> T prop(T prop) {
        props.add(0, prop);
        return prop;
    }

    /** Somebody does something meanwhile. */
    <T> Future<T> meanwhile(Callable<T> act) {
        return threads.submit(act);
    }

    /** Waits until a condition holds, and says how long that took. */
    Duration await(String what, Callable<Boolean> condition) throws Exception {
        return context.await(what, PATIENCE, condition);
    }

    /** Ends the client's session as its death would: all its ephemerals go. The client learns it, and gets a new session. */
    void endSession(CuratorFramework client) throws Exception {
        ZooKeeper victim = client.getZookeeperClient().getZooKeeper();
        CountDownLatch taken = new CountDownLatch(1);
        ZooKeeper second = new ZooKeeper(
                context.connectString(),
                SESSION_MS,
                event -> {
                    if (event.getState() == KeeperState.SyncConnected) {
                        taken.countDown();
                    }
                },
                victim.getSessionId(),
                victim.getSessionPasswd());
        boolean reached = taken.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        second.close();
        if (!reached) {
            throw new IOException("could not end a session");
        }
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable prop : props) {
            prop.close();
        }
        clients.forEach(CuratorFramework::close);
    }
}
