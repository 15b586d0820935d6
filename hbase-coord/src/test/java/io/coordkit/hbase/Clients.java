package io.coordkit.hbase;

import io.coordkit.server.CoordServer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;

/** Curator clients as these tests need them. */
final class Clients {
    private static final int SESSION_TIMEOUT_MS = 10_000;

    private Clients() {}

    static CuratorFramework connect(CoordServer server) throws InterruptedException {
        return connect(server, SESSION_TIMEOUT_MS);
    }

    static CuratorFramework connect(CoordServer server, int sessionTimeoutMs) throws InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .sessionTimeoutMs(sessionTimeoutMs)
                .connectionTimeoutMs(SESSION_TIMEOUT_MS)
                .retryPolicy(new RetryNTimes(3, 100))
                .build();
        client.start();
        client.blockUntilConnected();
        return client;
    }
}
