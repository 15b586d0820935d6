package io.coordkit.cli.inspect;

import io.coordkit.cli.json.Json;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.kafka.ClusterRegistry;
import io.coordkit.kafka.GroupReader;
import io.coordkit.kafka.RegistryException;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.machine.ClusterSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What Kafka keeps in a tree: the cluster, and the groups of old consumers. */
public final class KafkaView implements View {
    private final ClusterSnapshot cluster;
    private final List<KafkaGroup> groups;
    private final List<String> complaints;
    private final Optional<String> lagUnknown;

    private KafkaView(
            ClusterSnapshot cluster, List<KafkaGroup> groups, List<String> complaints, Optional<String> lagUnknown) {
        this.cluster = cluster;
        this.groups = groups;
        this.complaints = complaints;
        this.lagUnknown = lagUnknown;
    }

    /** Looks at a tree, and asks its brokers how far the groups are behind. */
    public static KafkaView read(Tree tree) throws TreeFailure {
        return read(tree, LogEnds::ask);
    }

    /** Looks at a tree; how long the partitions are is told by {@code ends}. */
    static KafkaView read(Tree tree, LogEnds ends) throws TreeFailure {
        List<String> complaints = new ArrayList<>();
        List<KafkaGroup> groups = new ArrayList<>();
        try {
            ClusterSnapshot cluster =
                    new ClusterRegistry(tree.client()).snapshot(malformed -> complaints.add(complaint(malformed)));
            for (String name : GroupReader.groups(tree.client())) {
                try {
                    groups.add(KafkaGroup.read(
                            name,
                            new GroupReader(tree.client(), name, malformed -> complaints.add(complaint(malformed)))));
                } catch (IllegalArgumentException e) {
                    complaints.add("/consumers/" + name + ": " + e.getMessage());
                }
            }
            return behind(cluster, groups, complaints, ends);
        } catch (RegistryException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static KafkaView behind(
            ClusterSnapshot cluster, List<KafkaGroup> groups, List<String> complaints, LogEnds ends) {
        Set<TopicPartition> consumed = new HashSet<>();
        groups.forEach(group -> consumed.addAll(group.offsets().keySet()));
        consumed.removeIf(partition -> Optional.ofNullable(cluster.states().get(partition))
                .filter(state -> cluster.brokers().containsKey(state.leader()))
                .isEmpty());
        if (consumed.isEmpty()) {
            return new KafkaView(cluster, groups, complaints, Optional.empty());
        }
        try {
            Map<TopicPartition, Long> told = ends.of(cluster.brokers().values(), consumed);
            return new KafkaView(
                    cluster, groups.stream().map(group -> group.withEnds(told)).toList(), complaints, Optional.empty());
        } catch (RegistryException unreachable) {
            return new KafkaView(cluster, groups, complaints, Optional.of(String.valueOf(unreachable.getMessage())));
        }
    }

    private static String complaint(MalformedNodeException malformed) {
        return String.valueOf(malformed.getMessage());
    }

    @Override
    public List<String> lines(int limit) {
        List<String> lines = new ArrayList<>();
        lines.add("cluster     " + cluster.clusterId().orElse("without an id"));
        lines.add("controller  "
                + (cluster.controllerId().isPresent()
                        ? "broker " + cluster.controllerId().getAsInt()
                        : "none"));
        lines.addAll(Table.of("%-8s  %-12s  %s", limit, List.of("broker", "rack", "endpoints"), brokers()));
        lines.addAll(Table.of(
                "%-32s  %9s  %6s  %-14s  %s",
                limit, List.of("topic", "partition", "leader", "in sync", "replicas"), partitions()));
        groups.forEach(group -> lines.addAll(group.lines(limit)));
        if (groups.isEmpty()) {
            lines.add("");
            lines.add("no group of old consumers");
        }
        lagUnknown.ifPresent(why -> lines.addAll(List.of("", "lag unknown: " + why)));
        if (!complaints.isEmpty()) {
            lines.add("");
            lines.add("not of Kafka's layout, and left out:");
            complaints.forEach(complaint -> lines.add("  " + complaint));
        }
        return lines;
    }

    private List<List<?>> brokers() {
        List<List<?>> rows = new ArrayList<>();
        cluster.brokers().forEach((id, info) -> rows.add(List.of(id, info.rack().orElse("-"), endpoints(info))));
        return rows;
    }

    private static String endpoints(BrokerInfo info) {
        return info.endpoints().stream().map(Endpoint::text).collect(Collectors.joining(" "));
    }

    private List<List<?>> partitions() {
        List<List<?>> rows = new ArrayList<>();
        cluster.topics().forEach((topic, assignment) -> assignment.replicas().forEach((partition, replicas) -> {
            Optional<PartitionState> state = state(topic, partition);
            rows.add(List.of(
                    topic,
                    partition,
                    state.filter(known -> known.leader() >= 0)
                            .map(known -> Integer.toString(known.leader()))
                            .orElse("none"),
                    state.map(known -> known.isr().toString()).orElse("unknown"),
                    replicas));
        }));
        return rows;
    }

    private Optional<PartitionState> state(String topic, int partition) {
        return Optional.ofNullable(cluster.states().get(new TopicPartition(topic, partition)));
    }

    @Override
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        cluster.clusterId().ifPresent(id -> json.put("clusterId", id));
        cluster.controllerId().ifPresent(id -> json.put("controller", id));
        List<Map<String, Object>> brokers = new ArrayList<>();
        cluster.brokers().forEach((id, info) -> {
            Map<String, Object> broker = new LinkedHashMap<>();
            broker.put("id", id);
            info.rack().ifPresent(rack -> broker.put("rack", rack));
            broker.put(
                    "endpoints", info.endpoints().stream().map(Endpoint::text).toList());
            broker.put("version", info.version());
            brokers.add(broker);
        });
        json.put("brokers", brokers);
        json.put("partitions", partitionsJson());
        json.put("groups", groups.stream().map(KafkaGroup::json).toList());
        lagUnknown.ifPresent(why -> json.put("lagUnknown", why));
        json.put("leftOut", complaints);
        return Json.line(json);
    }

    private List<Map<String, Object>> partitionsJson() {
        List<Map<String, Object>> rows = new ArrayList<>();
        cluster.topics().forEach((topic, assignment) -> assignment.replicas().forEach((partition, replicas) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("topic", topic);
            row.put("partition", partition);
            row.put("replicas", replicas);
            state(topic, partition).ifPresent(state -> {
                row.put("leader", state.leader());
                row.put("leaderEpoch", state.leaderEpoch());
                row.put("inSync", state.isr());
            });
            rows.add(row);
        }));
        return rows;
    }
}
