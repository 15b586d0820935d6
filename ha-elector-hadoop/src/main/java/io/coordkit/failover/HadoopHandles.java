package io.coordkit.failover;

import javax.naming.ConfigurationException;
import org.apache.curator.utils.DefaultZookeeperFactory;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.security.SecurityUtil;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** Handles on ZooKeeper with the TLS settings {@code hadoop.zk.ssl.*}. */
final class HadoopHandles implements ZookeeperFactory {
    private final ZKClientConfig settings;

    private HadoopHandles(ZKClientConfig settings) {
        this.settings = settings;
    }

    /** @throws IllegalArgumentException when {@code hadoop.zk.ssl.enabled} is true, and a key that it needs is not set */
    static ZookeeperFactory factory(Configuration conf) {
        if (!conf.getBoolean(CommonConfigurationKeys.ZK_CLIENT_SSL_ENABLED, false)) {
            return new DefaultZookeeperFactory();
        }
        ZKClientConfig settings = new ZKClientConfig();
        try {
            SecurityUtil.setSslConfiguration(settings, new SecurityUtil.TruststoreKeystore(conf));
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(
                    CommonConfigurationKeys.ZK_CLIENT_SSL_ENABLED + ": " + e.getMessage(), e);
        }
        return new HadoopHandles(settings);
    }

    @Override
    public ZooKeeper newZooKeeper(String connectString, int timeoutMs, Watcher watcher, boolean readOnly)
            throws Exception {
        return new ZooKeeper(connectString, timeoutMs, watcher, readOnly, settings);
    }

    @Override
    public ZooKeeper newZooKeeper(
            String connectString, int timeoutMs, Watcher watcher, boolean readOnly, ZKClientConfig ignored)
            throws Exception {
        return newZooKeeper(connectString, timeoutMs, watcher, readOnly);
    }
}
