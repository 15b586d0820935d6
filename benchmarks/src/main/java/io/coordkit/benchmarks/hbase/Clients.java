package io.coordkit.benchmarks.hbase;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;

/** Sessions that take a list of a hundred thousand names. */
final class Clients {
    private static final int LIST_BYTES = 16 << 20;
    private static final int RETRY_MS = 100;

    private Clients() {}

    static CuratorFramework connect(String connectString) {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKConfig.JUTE_MAXBUFFER, Integer.toString(LIST_BYTES));
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .retryPolicy(new RetryForever(RETRY_MS))
                .zkClientConfig(config)
                .build();
        client.start();
        return client;
    }
}
