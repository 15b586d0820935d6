package io.coordkit.kafka;

import io.coordkit.kafka.codec.BrokerCodec;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.ClusterId;
import io.coordkit.kafka.codec.ControllerInfo;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.PartitionStateCodec;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.codec.TopicCodec;
import io.coordkit.kafka.machine.ClusterSnapshot;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.kafka.paths.ClusterPaths;
import io.coordkit.kafka.paths.TopicPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/** Reads brokers and topics with watches, all of it or only what an event was about. Not thread-safe. */
final class ClusterLoader {
    private static final String STATE = "/state";

    private final Znodes znodes;
    private final Watcher watcher;
    private final Consumer<MalformedNodeException> complaints;
    private final SortedMap<Integer, BrokerInfo> brokers = new TreeMap<>();
    private final SortedMap<String, TopicAssignment> topics = new TreeMap<>();
    private final SortedMap<TopicPartition, PartitionState> states = new TreeMap<>(PartitionOrder.INSTANCE);
    private Optional<String> clusterId = Optional.empty();
    private OptionalInt controllerId = OptionalInt.empty();

    /** @param complaints takes what is left out, because it is not of the layout */
    ClusterLoader(Znodes znodes, Watcher watcher, Consumer<MalformedNodeException> complaints) {
        this.znodes = znodes;
        this.watcher = watcher;
        this.complaints = complaints;
    }

    ClusterSnapshot snapshot() {
        return new ClusterSnapshot(
                clusterId, new TreeMap<>(brokers), new TreeMap<>(topics), new TreeMap<>(states), controllerId);
    }

    void loadAll() throws KeeperException {
        loadBrokers();
        loadSingles();
        topics.clear();
        states.clear();
        loadTopics(znodes.children(ClusterPaths.TOPICS, watcher));
    }

    /** Reads again what the watched paths stand for. */
    void load(Collection<String> paths) throws KeeperException {
        TreeSet<String> changedTopics = new TreeSet<>();
        Map<String, TopicPartition> changedStates = new LinkedHashMap<>();
        for (String path : paths) {
            if (path.startsWith(ClusterPaths.BROKER_IDS)) {
                loadBrokers();
            } else if (path.equals(ClusterPaths.TOPICS)) {
                changedTopics.addAll(compareTopics());
            } else if (path.startsWith(ClusterPaths.TOPICS) && path.endsWith(STATE)) {
                String[] names = path.split("/");
                changedStates.put(path, new TopicPartition(names[3], Integer.parseInt(names[5])));
            } else if (path.startsWith(ClusterPaths.TOPICS)) {
                changedTopics.add(path.substring(ClusterPaths.TOPICS.length() + 1));
            } else {
                loadSingles();
            }
        }
        loadTopics(changedTopics);
        loadStates(changedStates);
    }

    private void loadBrokers() throws KeeperException {
        List<String> paths = new ArrayList<>();
        for (String id : znodes.children(ClusterPaths.BROKER_IDS, watcher)) {
            paths.add(ClusterPaths.BROKER_IDS + "/" + id);
        }
        Map<String, Znode> found = znodes.watchAll(paths, watcher);
        brokers.clear();
        found.forEach((path, node) -> ClusterPaths.brokerId(path)
                .ifPresentOrElse(
                        id -> decode(path, node, BrokerCodec::decode).ifPresent(info -> brokers.put(id, info)),
                        () -> complaints.accept(new MalformedNodeException(path, "not the id of a broker"))));
    }

    private void loadSingles() throws KeeperException {
        Map<String, Znode> found = znodes.watchAll(List.of(ClusterPaths.CONTROLLER, ClusterPaths.CLUSTER_ID), watcher);
        controllerId = OptionalInt.empty();
        clusterId = Optional.empty();
        Znode controller = found.get(ClusterPaths.CONTROLLER);
        if (controller != null) {
            decode(ClusterPaths.CONTROLLER, controller, ControllerInfo::decode)
                    .ifPresent(info -> controllerId = OptionalInt.of(info.brokerId()));
        }
        Znode cluster = found.get(ClusterPaths.CLUSTER_ID);
        if (cluster != null) {
            clusterId =
                    decode(ClusterPaths.CLUSTER_ID, cluster, ClusterId::decode).map(ClusterId::id);
        }
    }

    /** Topics that came; those that went are dropped here. */
    private Collection<String> compareTopics() throws KeeperException {
        TreeSet<String> present = new TreeSet<>(znodes.children(ClusterPaths.TOPICS, watcher));
        for (String topic : List.copyOf(topics.keySet())) {
            if (!present.contains(topic)) {
                dropTopic(topic);
            }
        }
        present.removeAll(topics.keySet());
        return present;
    }

    private void dropTopic(String topic) {
        topics.remove(topic);
        states.keySet().removeIf(partition -> partition.topic().equals(topic));
    }

    private void loadTopics(Collection<String> names) throws KeeperException {
        List<String> paths = new ArrayList<>();
        List<String> legal = names.stream().filter(this::isTopic).toList();
        for (String name : legal) {
            paths.add(new TopicPath(name).node());
        }
        Map<String, Znode> found = znodes.watchAll(paths, watcher);
        Map<String, TopicPartition> partitions = new LinkedHashMap<>();
        for (String name : legal) {
            TopicPath path = new TopicPath(name);
            Znode node = found.get(path.node());
            dropTopic(name);
            if (node != null) {
                decode(path.node(), node, TopicCodec::decode).ifPresent(assignment -> {
                    topics.put(name, assignment);
                    for (int partition : assignment.replicas().keySet()) {
                        partitions.put(path.state(partition), new TopicPartition(name, partition));
                    }
                });
            }
        }
        loadStates(partitions);
    }

    private boolean isTopic(String name) {
        boolean legal = TopicPath.isLegal(name);
        if (!legal) {
            complaints.accept(new MalformedNodeException(ClusterPaths.TOPICS + "/" + name, "not the name of a topic"));
        }
        return legal;
    }

    private void loadStates(Map<String, TopicPartition> partitions) throws KeeperException {
        Map<String, Znode> found = znodes.watchAll(partitions.keySet(), watcher);
        partitions.forEach((path, partition) -> {
            Znode node = found.get(path);
            states.remove(partition);
            if (node != null && topics.containsKey(partition.topic())) {
                decode(path, node, PartitionStateCodec::decode).ifPresent(state -> states.put(partition, state));
            }
        });
    }

    private interface Decoder<T> extends BiFunction<String, byte @Nullable [], T> {}

    private <T> Optional<T> decode(String path, Znode node, Decoder<T> decoder) {
        try {
            return Optional.of(decoder.apply(path, node.data()));
        } catch (MalformedNodeException e) {
            complaints.accept(e);
            return Optional.empty();
        }
    }
}
