package io.coordkit.cli.demo.kafkarebalance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;

/** How everybody in this demo connects. */
final class Sessions {

    /** Asked for; an ensemble with long ticks grants more. */
    private static final Duration ASKED = Duration.ofSeconds(3);

    private static final Duration ASKED_BESIDE_KAFKA = Duration.ofSeconds(8);

    private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(15);

    private Sessions() {}

    /** A client with a session of its own. */
    static CuratorFramework open(String connectString) throws IOException, InterruptedException {
        return open(connectString, ASKED);
    }

    /** The same, on a machine that Kafka's brokers keep busy. */
    static CuratorFramework openBesideKafka(String connectString) throws IOException, InterruptedException {
        return open(connectString, ASKED_BESIDE_KAFKA);
    }

    private static CuratorFramework open(String connectString, Duration asked)
            throws IOException, InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                connectString,
                (int) asked.toMillis(),
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
