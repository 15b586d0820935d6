package io.coordkit.kafka;

import io.coordkit.kafka.codec.BrokerPartition;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.paths.TopicPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics in the layout of Kafka 0.7, for those who want that one: each broker says with an ephemeral node
 * {@code /brokers/topics/<topic>/<broker>} how many partitions of the topic it has, and says it again in a new session.
 *
 * <p>The layouts of 0.7 and of 0.8 and later cannot share a topic: a topic of the other layout is refused and left as it is.
 *
 * <p>Thread-safe; methods block under the client's retry policy and throw {@link RegistryException} when they fail.
 */
public final class Kafka07Topics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kafka07Topics.class);

    private final CuratorFramework client;
    private final Znodes znodes;
    private final int brokerId;
    private final SortedMap<String, Integer> offers = new ConcurrentSkipListMap<>();
    private final ConnectionStateListener connectionListener = (source, state) -> onConnection(state);
    private final ExecutorService executor;

    /** Speaks for one broker on a started client. */
    public Kafka07Topics(CuratorFramework client, int brokerId) {
        this.client = client;
        this.znodes = new Znodes(client);
        this.brokerId = brokerId;
        this.executor = Executors.newSingleThreadExecutor(DaemonThreads.named("coord-kafka07-broker-" + brokerId));
        client.getConnectionStateListenable().addListener(connectionListener, executor);
    }

    /**
     * Says that this broker has partitions 0 to {@code partitions} - 1 of a topic.
     *
     * @throws BrokerIdConflictException when another session speaks for the broker
     */
    public void offer(String topic, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException(partitions + " partitions of topic " + topic);
        }
        try {
            write(topic, partitions);
            offers.put(topic, partitions);
        } catch (KeeperException e) {
            throw RegistryException.because("offer topic " + topic, e);
        }
    }

    /** The partitions of a topic on all brokers that are alive; {@link MalformedNodeException} for a node that is no offer. */
    public SortedSet<BrokerPartition> partitions(String topic) {
        String parent = new TopicPath(topic).node();
        try {
            return Kafka07Offers.read(znodes, parent, znodes.children(parent));
        } catch (KeeperException e) {
            throw RegistryException.because("list the partitions of topic " + topic, e);
        }
    }

    /** Takes the offers back. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connectionListener);
        executor.shutdown();
        for (String topic : offers.keySet()) {
            try {
                Optional<Znode> node = znodes.read(path(topic));
                if (node.isPresent() && node.get().isOwnedBy(znodes.sessionId())) {
                    znodes.delete(path(topic), node.get().stat().getVersion());
                }
            } catch (KeeperException e) {
                LOG.warn("broker={} offer of {} vanishes with the session: {}", brokerId, topic, e.getMessage());
            }
        }
        offers.clear();
    }

    private String path(String topic) {
        return new TopicPath(topic).node() + "/" + brokerId;
    }

    private void write(String topic, int partitions) throws KeeperException {
        String parent = new TopicPath(topic).node();
        znodes.ensure(parent);
        if (znodes.read(parent).filter(node -> !node.text().isEmpty()).isPresent()) {
            throw new MalformedNodeException(parent, "a topic of Kafka 0.8 or later");
        }
        byte[] count = Integer.toString(partitions).getBytes(StandardCharsets.UTF_8);
        if (!znodes.create(path(topic), count, CreateMode.EPHEMERAL)) {
            Optional<Znode> there = znodes.read(path(topic));
            if (there.isPresent() && !there.get().isOwnedBy(znodes.sessionId())) {
                throw new BrokerIdConflictException(brokerId, there.get().stat().getEphemeralOwner());
            }
            znodes.setData(path(topic), count, -1);
        }
    }

    private void onConnection(ConnectionState state) {
        if (state != ConnectionState.RECONNECTED) {
            return;
        }
        offers.forEach((topic, partitions) -> {
            try {
                write(topic, partitions);
            } catch (KeeperException | RuntimeException e) {
                LOG.error("broker={} offer of {} not written again: {}", brokerId, topic, e.getMessage());
            }
        });
    }
}
