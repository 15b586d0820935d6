package io.coordkit.kafka;

import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.codec.OffsetText;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.kafka.paths.ClusterPaths;
import io.coordkit.kafka.paths.GroupPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.KeeperException;

/**
 * Looks at a group without taking part in it: members, owners, offsets. Reads only.
 *
 * <p>Thread-safe; methods block under the client's retry policy, throw {@link RegistryException} when they fail, and
 * {@link io.coordkit.kafka.codec.MalformedNodeException} for a value that is not of the layout. A group that does not
 * exist is empty.
 */
public final class GroupReader {
    private final Znodes znodes;
    private final GroupPath group;
    private final Consumer<MalformedNodeException> complaints;

    /** Looks at a group through a started client. */
    public GroupReader(CuratorFramework client, String group) {
        this(client, group, malformed -> {
            throw malformed;
        });
    }

    /**
     * The same, but each value that is not of the layout is left out and given to {@code complaints}.
     *
     * @throws IllegalArgumentException when no group can have that name
     */
    public GroupReader(CuratorFramework client, String group, Consumer<MalformedNodeException> complaints) {
        this(client, new GroupPath(group), complaints);
    }

    /** The same for a group in any layout. */
    public GroupReader(CuratorFramework client, GroupPath group, Consumer<MalformedNodeException> complaints) {
        this.znodes = new Znodes(client);
        this.group = group;
        this.complaints = complaints;
    }

    /** All groups in the tree. */
    public static SortedSet<String> groups(CuratorFramework client) {
        try {
            return new TreeSet<>(new Znodes(client).children(ClusterPaths.CONSUMERS));
        } catch (KeeperException e) {
            throw RegistryException.because("list the groups", e);
        }
    }

    /** The live members by consumer id. */
    public SortedMap<String, Subscription> members() {
        try {
            List<String> paths = new ArrayList<>();
            znodes.children(group.ids()).forEach(id -> paths.add(group.id(id)));
            SortedMap<String, Subscription> members = new TreeMap<>();
            znodes.readAll(paths).forEach((path, node) -> decode(
                            path, node, (at, it) -> group.layout().decode(at, it.data()))
                    .ifPresent(member -> members.put(path.substring(group.ids().length() + 1), member)));
            return members;
        } catch (KeeperException e) {
            throw RegistryException.because("read the members of group " + group.group(), e);
        }
    }

    /** Owned partitions and the owning stream, {@code <consumerId>-<index>}. */
    public SortedMap<TopicPartition, String> owners() {
        return perPartition(group.owners(), (path, node) -> node.text());
    }

    /** Committed next offsets. */
    public SortedMap<TopicPartition, Long> offsets() {
        return perPartition(group.offsets(), (path, node) -> OffsetText.decode(path, node.data()));
    }

    private <T> Optional<T> decode(String path, Znode node, BiFunction<String, Znode, T> decode) {
        try {
            return Optional.of(decode.apply(path, node));
        } catch (MalformedNodeException e) {
            complaints.accept(e);
            return Optional.empty();
        }
    }

    /** Children of the children of {@code parent}; names that are no partition number are foreign and left out. */
    private <T> SortedMap<TopicPartition, T> perPartition(String parent, BiFunction<String, Znode, T> decode) {
        try {
            Map<String, TopicPartition> paths = new TreeMap<>();
            for (String topic : znodes.children(parent)) {
                for (String name : znodes.children(parent + "/" + topic)) {
                    group.layout()
                            .partition(name)
                            .ifPresent(partition ->
                                    paths.put(parent + "/" + topic + "/" + name, new TopicPartition(topic, partition)));
                }
            }
            SortedMap<TopicPartition, T> values = new TreeMap<>(PartitionOrder.INSTANCE);
            znodes.readAll(paths.keySet()).forEach((path, node) -> {
                TopicPartition partition = paths.get(path);
                if (partition != null) {
                    decode(path, node, decode).ifPresent(value -> values.put(partition, value));
                }
            });
            return values;
        } catch (KeeperException e) {
            throw RegistryException.because("read " + parent, e);
        }
    }
}
