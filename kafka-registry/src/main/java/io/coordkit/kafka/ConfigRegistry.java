package io.coordkit.kafka;

import io.coordkit.kafka.codec.ConfigChange;
import io.coordkit.kafka.codec.EntityConfig;
import io.coordkit.kafka.paths.ConfigEntity;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/**
 * Overrides of topics, clients, users, brokers and addresses under {@code /config}, and their announcements (Kafka's
 * {@code AdminZkClient}). Brokers read an entity again when its change is announced.
 *
 * <p>Thread-safe; methods block under the client's retry policy and throw {@link RegistryException} when they fail, {@link
 * io.coordkit.kafka.codec.MalformedNodeException} for a value that is no configuration.
 */
public final class ConfigRegistry {
    private static final String CHANGE = ConfigEntity.CHANGES + "/config_change_";

    private final Znodes znodes;

    /** Works on a started client. */
    public ConfigRegistry(CuratorFramework client) {
        this.znodes = new Znodes(client);
    }

    /** An entity's overrides, if it has a node. */
    public Optional<Versioned<EntityConfig>> read(ConfigEntity entity) {
        try {
            return znodes.read(entity.node())
                    .map(node -> new Versioned<>(
                            EntityConfig.decode(entity.node(), node.data()),
                            node.stat().getVersion()));
        } catch (KeeperException e) {
            throw RegistryException.because("read the configuration of " + entity.path(), e);
        }
    }

    /**
     * Writes an entity's first overrides and announces them.
     *
     * @return false when it has a node already; it is left as it is
     */
    public boolean create(ConfigEntity entity, EntityConfig config) {
        try {
            znodes.ensure(entity.node().substring(0, entity.node().lastIndexOf('/')));
            boolean created = znodes.create(entity.node(), config.encode(), CreateMode.PERSISTENT);
            if (created) {
                announce(entity);
            }
            return created;
        } catch (KeeperException e) {
            throw RegistryException.because("write the configuration of " + entity.path(), e);
        }
    }

    /**
     * Writes overrides if nobody wrote them since they were read, and announces them.
     *
     * @param expectedZkVersion from {@link #read}
     * @return false when somebody else was first, then read again
     */
    public boolean update(ConfigEntity entity, EntityConfig config, int expectedZkVersion) {
        try {
            znodes.setData(entity.node(), config.encode(), expectedZkVersion);
            announce(entity);
            return true;
        } catch (KeeperException.BadVersionException e) {
            return false;
        } catch (KeeperException e) {
            throw RegistryException.because("write the configuration of " + entity.path(), e);
        }
    }

    private void announce(ConfigEntity entity) throws KeeperException {
        znodes.ensure(ConfigEntity.CHANGES);
        znodes.createSequential(CHANGE, ConfigChange.encode(entity));
    }
}
