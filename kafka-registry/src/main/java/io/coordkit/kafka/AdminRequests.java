package io.coordkit.kafka;

import io.coordkit.kafka.codec.PartitionLists;
import io.coordkit.kafka.paths.ClusterPaths;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * What administrators ask of the controller under {@code /admin}; it removes each request when it is done. One election of
 * preferred replicas and one reassignment can be pending at a time.
 *
 * <p>Thread-safe; methods block under the client's retry policy and throw {@link RegistryException} when they fail, {@link
 * io.coordkit.kafka.codec.MalformedNodeException} for a request that cannot be read.
 */
public final class AdminRequests {
    private final Znodes znodes;

    /** Works on a started client. */
    public AdminRequests(CuratorFramework client) {
        this.znodes = new Znodes(client);
    }

    /** Asks that the preferred replicas of partitions lead; false when such a request is pending. */
    public boolean electPreferred(Set<TopicPartition> partitions) {
        return ask(ClusterPaths.PREFERRED_ELECTION, PartitionLists.encode(partitions));
    }

    /** The pending election of preferred replicas. */
    public Optional<Set<TopicPartition>> preferredElection() {
        return pending(ClusterPaths.PREFERRED_ELECTION, PartitionLists::names);
    }

    /** Asks that partitions have these replicas, the preferred leader first; false when such a request is pending. */
    public boolean reassign(Map<TopicPartition, List<Integer>> replicas) {
        return ask(ClusterPaths.REASSIGNMENT, PartitionLists.encode(replicas));
    }

    /** The pending reassignment. */
    public Optional<Map<TopicPartition, List<Integer>>> reassignment() {
        return pending(ClusterPaths.REASSIGNMENT, PartitionLists::replicas);
    }

    /** Topics that {@link TopicRegistry#markForDeletion} or somebody else marked, and that are not deleted yet. */
    public SortedSet<String> deletions() {
        try {
            return new TreeSet<>(znodes.children(ClusterPaths.DELETE_TOPICS));
        } catch (KeeperException e) {
            throw RegistryException.because("list the topics to delete", e);
        }
    }

    private boolean ask(String path, byte[] request) {
        try {
            znodes.ensure(path.substring(0, path.lastIndexOf('/')));
            return znodes.create(path, request, CreateMode.PERSISTENT);
        } catch (KeeperException e) {
            throw RegistryException.because("create " + path, e);
        }
    }

    private interface Decoder<T> extends BiFunction<String, byte @Nullable [], T> {}

    private <T> Optional<T> pending(String path, Decoder<T> decoder) {
        try {
            return znodes.read(path).map(node -> decoder.apply(path, node.data()));
        } catch (KeeperException e) {
            throw RegistryException.because("read " + path, e);
        }
    }
}
