package io.coordkit.kafka;

import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.PartitionStateCodec;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.codec.TopicCodec;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.kafka.paths.ClusterPaths;
import io.coordkit.kafka.paths.TopicPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * One reign of a controller, and the writes that only a controller does: each is a multi whose first operation checks that
 * the data version of {@code /controller_epoch} is still that of this reign, and many of them go in one pipeline, as in
 * Kafka's {@code KafkaZkClient}.
 *
 * <p>Thread-safe. Every method throws {@link ControllerMovedException} when there has been another election since, and
 * {@link RegistryException} when the tree cannot be written. Of many writes some may have been done then.
 */
public final class Controllership {
    private final Znodes znodes;
    private final int epoch;
    private final int epochZkVersion;
    private final Runnable moved;

    /** @param moved is run when a write shows that there is another controller */
    Controllership(Znodes znodes, int epoch, int epochZkVersion, Runnable moved) {
        this.znodes = znodes;
        this.epoch = epoch;
        this.epochZkVersion = epochZkVersion;
        this.moved = moved;
    }

    /** The number of this reign: one more than that of the controller before. */
    public int epoch() {
        return epoch;
    }

    /** The version of {@code /controller_epoch} that guards the writes. */
    public int epochZkVersion() {
        return epochZkVersion;
    }

    /**
     * Writes the first states of partitions, with the nodes above them.
     *
     * @return those that had none before
     */
    public Set<TopicPartition> createPartitionStates(Map<TopicPartition, PartitionState> states) {
        Set<String> parents = new LinkedHashSet<>();
        List<CuratorOp> creations = new ArrayList<>();
        List<TopicPartition> partitions = List.copyOf(states.keySet());
        try {
            for (TopicPartition partition : partitions) {
                TopicPath path = new TopicPath(partition.topic());
                parents.add(path.partitions());
                parents.add(path.partition(partition.partition()));
            }
            write(creations(parents));
            for (Map.Entry<TopicPartition, PartitionState> state : states.entrySet()) {
                TopicPartition partition = state.getKey();
                creations.add(znodes.createOp(
                        new TopicPath(partition.topic()).state(partition.partition()),
                        PartitionStateCodec.encode(state.getValue()),
                        CreateMode.PERSISTENT));
            }
        } catch (KeeperException e) {
            throw RegistryException.because("create partition states", e);
        }
        List<MultiReply> replies = write(creations);
        Set<TopicPartition> created = new LinkedHashSet<>();
        for (int i = 0; i < replies.size(); i++) {
            if (allowing(replies.get(i), Code.NODEEXISTS).done()) {
                created.add(partitions.get(i));
            }
        }
        return created;
    }

    /**
     * Writes states, each if nobody wrote it since it was read.
     *
     * @param states with the versions from {@link TopicRegistry#partitionState}
     * @return the new versions of those that were written; for the others somebody else was first
     */
    public SortedMap<TopicPartition, Integer> updatePartitionStates(
            Map<TopicPartition, Versioned<PartitionState>> states) {
        List<TopicPartition> partitions = List.copyOf(states.keySet());
        List<CuratorOp> updates = new ArrayList<>();
        try {
            for (Map.Entry<TopicPartition, Versioned<PartitionState>> state : states.entrySet()) {
                TopicPartition partition = state.getKey();
                updates.add(znodes.setDataOp(
                        new TopicPath(partition.topic()).state(partition.partition()),
                        PartitionStateCodec.encode(state.getValue().value()),
                        state.getValue().zkVersion()));
            }
        } catch (KeeperException e) {
            throw RegistryException.because("update partition states", e);
        }
        List<MultiReply> replies = write(updates);
        SortedMap<TopicPartition, Integer> versions = new TreeMap<>(PartitionOrder.INSTANCE);
        for (int i = 0; i < replies.size(); i++) {
            MultiReply reply = allowing(replies.get(i), Code.BADVERSION);
            if (reply.done()) {
                versions.put(
                        partitions.get(i),
                        reply.results().get(1).getResultStat().getVersion());
            }
        }
        return versions;
    }

    /** Replaces a topic's assignment: more partitions, or other replicas. */
    public void assign(String topic, TopicAssignment assignment) {
        try {
            write(znodes.setDataOp(new TopicPath(topic).node(), TopicCodec.encode(assignment), -1));
        } catch (KeeperException e) {
            throw RegistryException.because("assign topic " + topic, e);
        }
    }

    /** Removes a topic, its overrides and the mark that asked for it. */
    public void deleteTopic(String topic) {
        TopicPath path = new TopicPath(topic);
        try {
            List<String> partitions = znodes.children(path.partitions());
            deleteAll(partitions.stream()
                    .map(partition -> path.partitions() + "/" + partition + "/state")
                    .toList());
            deleteAll(partitions.stream()
                    .map(partition -> path.partitions() + "/" + partition)
                    .toList());
            deleteAll(List.of(path.partitions()));
            deleteAll(List.of(path.node(), path.config(), path.deletionMark()));
        } catch (KeeperException e) {
            throw RegistryException.because("delete topic " + topic, e);
        }
    }

    /** Removes the mark of a topic that is not to be deleted after all, or that is none. */
    public void forgetDeletion(String topic) {
        delete(ClusterPaths.DELETE_TOPICS + "/" + topic);
    }

    /** Says that the preferred replicas that were asked for lead, or cannot. */
    public void finishPreferredElection() {
        delete(ClusterPaths.PREFERRED_ELECTION);
    }

    /** Says that the replicas are where they were asked to be, or cannot be. */
    public void finishReassignment() {
        delete(ClusterPaths.REASSIGNMENT);
    }

    /** Ends this reign: the next election begins. */
    void resign() {
        delete(ClusterPaths.CONTROLLER);
    }

    private void delete(String path) {
        try {
            deleteAll(List.of(path));
        } catch (KeeperException e) {
            throw RegistryException.because("delete " + path, e);
        }
    }

    private void deleteAll(List<String> paths) throws KeeperException {
        List<CuratorOp> deletions = new ArrayList<>();
        for (String path : paths) {
            deletions.add(znodes.deleteOp(path, -1));
        }
        write(deletions).forEach(reply -> allowing(reply, Code.NONODE));
    }

    private List<CuratorOp> creations(Set<String> paths) throws KeeperException {
        List<CuratorOp> creations = new ArrayList<>();
        for (String path : paths) {
            creations.add(znodes.createOp(path, null, CreateMode.PERSISTENT));
        }
        return creations;
    }

    private void write(CuratorOp operation) {
        write(List.of(operation)).forEach(reply -> allowing(reply, Code.OK));
    }

    /** Each operation under the guard. */
    private List<MultiReply> write(List<CuratorOp> operations) {
        List<List<CuratorOp>> multis = new ArrayList<>();
        List<MultiReply> replies;
        try {
            for (CuratorOp operation : operations) {
                multis.add(List.of(znodes.checkOp(ClusterPaths.CONTROLLER_EPOCH, epochZkVersion), operation));
            }
            replies = znodes.multiAll(multis);
        } catch (KeeperException e) {
            throw RegistryException.because("write as the controller", e);
        }
        if (replies.stream().anyMatch(reply -> reply.refused() == 0)) {
            moved.run();
            throw new ControllerMovedException(epoch);
        }
        return replies;
    }

    private static MultiReply allowing(MultiReply reply, Code refusal) {
        if (!reply.done() && !(reply.refused() == 1 && reply.code() == refusal)) {
            KeeperException cause = KeeperException.create(reply.code());
            throw RegistryException.because("write as the controller", cause);
        }
        return reply;
    }
}
