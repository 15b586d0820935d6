package io.coordkit.kafka;

import io.coordkit.kafka.codec.EntityConfig;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.PartitionStateCodec;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.codec.TopicCodec;
import io.coordkit.kafka.paths.ClusterPaths;
import io.coordkit.kafka.paths.TopicPath;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/**
 * Topics and the states of their partitions (Kafka's {@code AdminZkClient} and {@code KafkaZkClient}).
 *
 * <p>In a Kafka cluster the controller reacts to a new topic by writing the partition states, and to a deletion mark by
 * deleting the topic; without one, {@link #createPartitionState} does the former.
 *
 * <p>Thread-safe; methods block under the client's retry policy and throw {@link RegistryException} when they fail.
 */
public final class TopicRegistry {
    private final Znodes znodes;

    /** Works on a started client. */
    public TopicRegistry(CuratorFramework client) {
        this.znodes = new Znodes(client);
    }

    /** Creates a topic without overrides; see {@link #create(String, TopicAssignment, EntityConfig)}. */
    public boolean create(String topic, TopicAssignment assignment) {
        return create(topic, assignment, EntityConfig.NONE);
    }

    /**
     * Writes the topic's overrides and then the topic, in Kafka's order. Nothing is announced: nobody knows the topic yet.
     *
     * @return false when the topic exists already; it is left as it is
     */
    public boolean create(String topic, TopicAssignment assignment, EntityConfig overrides) {
        TopicPath path = new TopicPath(topic);
        try {
            znodes.ensure(ClusterPaths.TOPICS);
            znodes.ensure("/config/topics");
            if (znodes.read(path.node()).isPresent()) {
                return false;
            }
            znodes.create(path.config(), overrides.encode(), CreateMode.PERSISTENT);
            return znodes.create(path.node(), TopicCodec.encode(assignment), CreateMode.PERSISTENT);
        } catch (KeeperException e) {
            throw RegistryException.because("create topic " + topic, e);
        }
    }

    /** The names of all topics. */
    public SortedSet<String> list() {
        try {
            return new TreeSet<>(znodes.children(ClusterPaths.TOPICS));
        } catch (KeeperException e) {
            throw RegistryException.because("list the topics", e);
        }
    }

    /** A topic's assignment, if the topic exists. */
    public Optional<Versioned<TopicAssignment>> assignment(String topic) {
        String path = new TopicPath(topic).node();
        try {
            return znodes.read(path)
                    .map(node -> new Versioned<>(
                            TopicCodec.decode(path, node.data()), node.stat().getVersion()));
        } catch (KeeperException e) {
            throw RegistryException.because("read topic " + topic, e);
        }
    }

    /** Asks the controller to delete the topic; false when it is asked already. */
    public boolean markForDeletion(String topic) {
        TopicPath path = new TopicPath(topic);
        try {
            znodes.ensure(ClusterPaths.DELETE_TOPICS);
            return znodes.create(path.deletionMark(), null, CreateMode.PERSISTENT);
        } catch (KeeperException e) {
            throw RegistryException.because("mark topic " + topic + " for deletion", e);
        }
    }

    /** Writes a partition's first state, as the controller does; false when it has one. */
    public boolean createPartitionState(TopicPartition partition, PartitionState state) {
        TopicPath path = new TopicPath(partition.topic());
        try {
            znodes.ensure(path.partition(partition.partition()));
            return znodes.create(
                    path.state(partition.partition()), PartitionStateCodec.encode(state), CreateMode.PERSISTENT);
        } catch (KeeperException e) {
            throw RegistryException.because("create the state of " + partition, e);
        }
    }

    /** A partition's state, if it has one. */
    public Optional<Versioned<PartitionState>> partitionState(TopicPartition partition) {
        String path = new TopicPath(partition.topic()).state(partition.partition());
        try {
            return znodes.read(path)
                    .map(node -> new Versioned<>(
                            PartitionStateCodec.decode(path, node.data()),
                            node.stat().getVersion()));
        } catch (KeeperException e) {
            throw RegistryException.because("read the state of " + partition, e);
        }
    }

    /**
     * Writes a partition's state if nobody wrote it since it was read.
     *
     * @param expectedZkVersion from {@link #partitionState}
     * @return the new version; empty when somebody else was first, then read again
     */
    public Optional<Integer> updatePartitionState(
            TopicPartition partition, PartitionState state, int expectedZkVersion) {
        String path = new TopicPath(partition.topic()).state(partition.partition());
        try {
            return Optional.of(znodes.setData(path, PartitionStateCodec.encode(state), expectedZkVersion)
                    .getVersion());
        } catch (KeeperException.BadVersionException e) {
            return Optional.empty();
        } catch (KeeperException e) {
            throw RegistryException.because("update the state of " + partition, e);
        }
    }
}
