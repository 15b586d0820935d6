package io.coordkit.kafka.world;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.NodeData;
import io.coordkit.sim.world.Op;
import io.coordkit.sim.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What the members of a group did, in the order in which the servers did it: each multi leaves an entry of itself, which is there
 * exactly if the multi took effect.
 */
final class GroupLog {
    static final String ROOT = "/log";

    private enum Kind {
        CLAIM,
        RELEASE,
        COMMIT
    }

    private record Entry(Kind kind, String member, SortedMap<TopicPartition, Long> partitions) {
        String text() {
            return kind + ";" + member + ";"
                    + partitions.entrySet().stream()
                            .map(next ->
                                    next.getKey().topic() + ":" + next.getKey().partition() + ":" + next.getValue())
                            .collect(Collectors.joining(","));
        }

        static Entry parse(byte[] data) {
            String[] parts = new String(data, StandardCharsets.UTF_8).split(";", -1);
            SortedMap<TopicPartition, Long> partitions = new TreeMap<>(PartitionOrder.INSTANCE);
            for (String part : parts[2].split(",", -1)) {
                String[] fields = part.split(":", -1);
                partitions.put(new TopicPartition(fields[0], Integer.parseInt(fields[1])), Long.valueOf(fields[2]));
            }
            return new Entry(Kind.valueOf(parts[0]), parts[1], partitions);
        }
    }

    private final List<Entry> entries;
    private final SortedMap<TopicPartition, Long> committed = new TreeMap<>(PartitionOrder.INSTANCE);
    private final List<String> violations = new ArrayList<>();

    private GroupLog(List<Entry> entries) {
        this.entries = entries;
    }

    static Op claimed(String member, Collection<TopicPartition> partitions) {
        return entry(Kind.CLAIM, member, partitions);
    }

    static Op released(String member, Collection<TopicPartition> partitions) {
        return entry(Kind.RELEASE, member, partitions);
    }

    static Op committed(String member, Map<TopicPartition, Long> offsets) {
        return entry(Kind.COMMIT, member, offsets);
    }

    private static Op entry(Kind kind, String member, Collection<TopicPartition> partitions) {
        return entry(kind, member, partitions.stream().collect(Collectors.toMap(partition -> partition, any -> 0L)));
    }

    private static Op entry(Kind kind, String member, Map<TopicPartition, Long> partitions) {
        SortedMap<TopicPartition, Long> sorted = new TreeMap<>(PartitionOrder.INSTANCE);
        sorted.putAll(partitions);
        byte[] data = new Entry(kind, member, sorted).text().getBytes(StandardCharsets.UTF_8);
        return new Op.Create(ROOT + "/e-", data, CreateMode.PERSISTENT_SEQUENTIAL);
    }

    /** Reads all entries and judges them. */
    static GroupLog read(World world, ClientSession reader, Collection<WorldMember> members) {
        List<NodeData> nodes = new ArrayList<>();
        for (String name : world.answer(reader.getChildren(ROOT)).get().names()) {
            world.peek(ROOT + "/" + name).ifPresent(nodes::add);
        }
        nodes.sort(Comparator.comparing(node -> node.stat().czxid()));
        GroupLog log = new GroupLog(
                nodes.stream().map(node -> Entry.parse(node.data())).toList());
        log.judge(members.stream().collect(Collectors.toMap(WorldMember::name, member -> member)));
        return log;
    }

    /**
     * Only who claimed a partition last commits to it; never backwards; and what a commit adds has been processed by who commits,
     * so that each message is attributed to one member that did process it.
     */
    private void judge(Map<String, WorldMember> members) {
        Map<TopicPartition, String> owners = new TreeMap<>(PartitionOrder.INSTANCE);
        for (Entry entry : entries) {
            switch (entry.kind()) {
                case CLAIM -> entry.partitions().keySet().forEach(claimed -> owners.put(claimed, entry.member()));
                case RELEASE -> owners.keySet().removeAll(entry.partitions().keySet());
                case COMMIT ->
                    entry.partitions().forEach((partition, offset) -> {
                        long before = committed.getOrDefault(partition, 0L);
                        String what = entry.member() + " commits " + offset + " of " + partition + " after " + before;
                        String owner = owners.getOrDefault(partition, "nobody");
                        if (!owner.equals(entry.member())) {
                            violations.add(what + ", and it belongs to " + owner);
                        } else if (offset < before) {
                            violations.add(what);
                        } else if (!members.get(entry.member()).hasProcessed(partition, before, offset)) {
                            violations.add(what + ", and has not processed all between");
                        }
                        committed.put(partition, offset);
                    });
            }
        }
    }

    /** What must not have happened. */
    List<String> violations() {
        return violations;
    }

    /** The last offsets. */
    SortedMap<TopicPartition, Long> committed() {
        return committed;
    }

    /** How often partitions were claimed. */
    long claims() {
        return entries.stream().filter(entry -> entry.kind() == Kind.CLAIM).count();
    }
}
