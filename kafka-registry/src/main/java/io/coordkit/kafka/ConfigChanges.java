package io.coordkit.kafka;

import io.coordkit.kafka.codec.ConfigChange;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.paths.ConfigEntity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the announcements in {@code /config/changes} as a broker does (Kafka's {@code ZkNodeChangeNotificationListener}): in
 * the order of their numbers, each once, those included that were there at the start. An announcement that cannot be read is
 * logged with its path and passed over. Brokers purge the old ones; this only reads.
 *
 * <p>One thread of its own calls the listener.
 */
public final class ConfigChanges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigChanges.class);
    private static final String PREFIX = "config_change_";
    private static final long RETRY_MS = 1000;

    private final CuratorFramework client;
    private final Znodes znodes;
    private final Consumer<ConfigEntity> listener;
    private final ConnectionStateListener connectionListener;
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("coord-kafka-config-changes"));
    private String last = "";

    /** Follows on a started client from {@link #start} on. */
    public ConfigChanges(CuratorFramework client, Consumer<ConfigEntity> listener) {
        this.client = client;
        this.znodes = new Znodes(client);
        this.listener = listener;
        this.connectionListener = (source, state) -> {
            if (state == ConnectionState.RECONNECTED) {
                submit(0);
            }
        };
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins with the oldest announcement that is still there. */
    public void start() {
        client.getConnectionStateListenable().addListener(connectionListener);
        submit(0);
    }

    /** Stops following. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connectionListener);
        executor.shutdownNow();
    }

    private void submit(long delayMs) {
        try {
            executor.schedule(this::take, delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed");
        }
    }

    private void take() {
        try {
            List<String> names = znodes.children(ConfigEntity.CHANGES, event -> {
                if (event.getType() != EventType.None) {
                    submit(0);
                }
            });
            for (String name : names.stream().sorted().toList()) {
                if (name.startsWith(PREFIX) && name.compareTo(last) > 0) {
                    read(ConfigEntity.CHANGES + "/" + name).ifPresent(this::tell);
                    last = name;
                }
            }
        } catch (KeeperException | RuntimeException e) {
            if (!executor.isShutdown()) {
                LOG.warn("changes of the configuration not read, trying again: {}", e.toString());
                submit(RETRY_MS);
            }
        }
    }

    private Optional<ConfigEntity> read(String path) throws KeeperException {
        try {
            return znodes.read(path).map(node -> ConfigChange.decode(path, node.data()));
        } catch (MalformedNodeException e) {
            LOG.warn("passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void tell(ConfigEntity entity) {
        try {
            listener.accept(entity);
        } catch (RuntimeException e) {
            LOG.error("a listener of configurations failed on {}", entity.path(), e);
        }
    }
}
