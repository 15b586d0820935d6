package io.coordkit.hbase;

import io.coordkit.server.CoordServer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;

/** Curator clients as these tests need them. */
final class Clients {
    private static final int SESSION_TIMEOUT_MS = 10_000;

    private Clients() {}

    static CuratorFramework connect(CoordServer server) throws InterruptedException {
        return connect(server, SESSION_TIMEOUT_MS);
    }

    static CuratorFramework connect(CoordServer server, int sessionTimeoutMs) throws InterruptedException {
        return connect(server, sessionTimeoutMs, new ZKClientConfig());
    }

    /** A client that takes answers of 16 MiB. */
    static CuratorFramework connectForMuch(CoordServer server) throws InterruptedException {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKConfig.JUTE_MAXBUFFER, String.valueOf(16 << 20));
        return connect(server, SESSION_TIMEOUT_MS, config);
    }

    private static CuratorFramework connect(CoordServer server, int sessionTimeoutMs, ZKClientConfig config)
            throws InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .sessionTimeoutMs(sessionTimeoutMs)
                .connectionTimeoutMs(SESSION_TIMEOUT_MS)
                .retryPolicy(new RetryNTimes(3, 100))
                .zkClientConfig(config)
                .build();
        client.start();
        client.blockUntilConnected();
        return client;
    }
}
