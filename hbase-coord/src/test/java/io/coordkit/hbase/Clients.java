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

    /** Room for the names of a hundred thousand regions. */
    private static final int ANSWER_BYTES_MAX = 16 << 20;

    private Clients() {}

    static CuratorFramework connect(CoordServer server) throws InterruptedException {
        return connect(server, SESSION_TIMEOUT_MS);
    }

    static CuratorFramework connect(CoordServer server, int sessionTimeoutMs) throws InterruptedException {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKConfig.JUTE_MAXBUFFER, String.valueOf(ANSWER_BYTES_MAX));
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
