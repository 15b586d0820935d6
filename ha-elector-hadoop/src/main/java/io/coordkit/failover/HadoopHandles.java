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

    /**
     * With TLS if {@code hadoop.zk.ssl.enabled} says so, or where it says nothing the key of the kind of service.
     *
     * @throws IllegalArgumentException when a key that TLS needs is not set
     */
    static ZookeeperFactory factory(Configuration conf, String ownKey) {
        if (!conf.getBoolean(CommonConfigurationKeys.ZK_CLIENT_SSL_ENABLED, conf.getBoolean(ownKey, false))) {
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
