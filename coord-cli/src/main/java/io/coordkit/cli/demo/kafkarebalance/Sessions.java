package io.coordkit.cli.demo.kafkarebalance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;

/** How everybody in this demo connects. */
final class Sessions {

    /** Long enough that a process which a busy machine does not let run for some seconds is still alive to the others. */
    private static final Duration ASKED = Duration.ofSeconds(8);

    private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(15);

    private Sessions() {}

    /** A client with a session of its own; an ensemble with long ticks grants more than it asks for. */
    static CuratorFramework open(String connectString) throws IOException, InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                connectString,
                (int) ASKED.toMillis(),
                (int) CONNECT_AT_MOST.toMillis(),
                new ExponentialBackoffRetry(100, 3));
        client.start();
        if (!client.blockUntilConnected((int) CONNECT_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
            client.close();
            throw new IOException(
                    "no connection to " + connectString + " within " + CONNECT_AT_MOST.toSeconds() + " s");
        }
        return client;
    }

    /** What the ensemble granted: after this long without a word a session is over. */
    static Duration timeout(CuratorFramework client) throws Exception {
        return Duration.ofMillis(client.getZookeeperClient().getZooKeeper().getSessionTimeout());
    }
}
