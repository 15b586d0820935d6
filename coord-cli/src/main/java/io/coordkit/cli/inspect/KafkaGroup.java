package io.coordkit.cli.inspect;

import io.coordkit.kafka.GroupReader;
import io.coordkit.kafka.codec.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * A group of old consumers.
 *
 * @param name of the group
 * @param members by consumer id
 * @param owners the owning stream of each partition that is owned
 * @param offsets next offsets
 * @param ends the offset after the last message, where a broker has told it
 */
record KafkaGroup(
        String name,
        SortedMap<String, Subscription> members,
        SortedMap<TopicPartition, String> owners,
        SortedMap<TopicPartition, Long> offsets,
        Map<TopicPartition, Long> ends) {

    static KafkaGroup read(String name, GroupReader reader) {
        return new KafkaGroup(name, reader.members(), reader.owners(), reader.offsets(), Map.of());
    }

    KafkaGroup withEnds(Map<TopicPartition, Long> told) {
        return new KafkaGroup(name, members, owners, offsets, told);
    }

    private SortedSet<TopicPartition> partitions() {
        SortedSet<TopicPartition> partitions =
                new TreeSet<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        partitions.addAll(owners.keySet());
        partitions.addAll(offsets.keySet());
        return partitions;
    }

    private Optional<String> owner(TopicPartition partition) {
        return Optional.ofNullable(owners.get(partition));
    }

    private Optional<Long> offset(TopicPartition partition) {
        return Optional.ofNullable(offsets.get(partition));
    }

    /** How many messages it has not consumed yet, none where the log was cut below its offset. */
    private Optional<Long> lag(TopicPartition partition) {
        return offset(partition)
                .flatMap(offset -> Optional.ofNullable(ends.get(partition)).map(end -> Math.max(0, end - offset)));
    }

    /** For a person; {@code limit} lines of each table at most. */
    List<String> lines(int limit) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("group       " + name + ", members " + members.size() + ", partitions owned " + owners.size()
                + ", offsets " + offsets.size());
        List<List<?>> memberRows = new ArrayList<>();
        members.forEach((id, subscription) -> memberRows.add(
                List.of(id, subscription.pattern().name().toLowerCase(Locale.ROOT), subscription.streams())));
        lines.addAll(Table.of("%-48s  %-10s  %s", limit, List.of("member", "pattern", "streams"), memberRows));
        List<List<?>> rows = new ArrayList<>();
        for (TopicPartition partition : partitions()) {
            rows.add(List.of(
                    partition.topic(),
                    partition.partition(),
                    offset(partition).map(Object::toString).orElse("-"),
                    lag(partition).map(Object::toString).orElse("-"),
                    owner(partition).orElse("-")));
        }
        lines.addAll(Table.of(
                "%-32s  %9s  %12s  %12s  %s", limit, List.of("topic", "partition", "offset", "lag", "owner"), rows));
        return lines;
    }

    /** For a machine, whole. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", name);
        Map<String, Object> memberStreams = new LinkedHashMap<>();
        members.forEach((id, subscription) -> memberStreams.put(id, subscription.streams()));
        json.put("members", memberStreams);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TopicPartition partition : partitions()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("topic", partition.topic());
            row.put("partition", partition.partition());
            owner(partition).ifPresent(owner -> row.put("owner", owner));
            offset(partition).ifPresent(offset -> row.put("offset", offset));
            lag(partition).ifPresent(lag -> row.put("lag", lag));
            rows.add(row);
        }
        json.put("partitions", rows);
        return json;
    }
}
