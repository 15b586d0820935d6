package io.coordkit.kafka.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * What one member holds: owner nodes, partitions being read, offsets.
 *
 * <p>An owner node is <em>uncertain</em> when the reply to the operation that made or removed it was lost. Uncertain nodes
 * are never counted as kept: they are claimed again or released again, both of which are harmless when repeated.
 */
final class Holdings {
    private final SortedMap<TopicPartition, StreamId> owned = new TreeMap<>(PartitionOrder.INSTANCE);
    private final SortedSet<TopicPartition> uncertain = new TreeSet<>(PartitionOrder.INSTANCE);
    private final SortedSet<TopicPartition> reading = new TreeSet<>(PartitionOrder.INSTANCE);
    private final SortedMap<TopicPartition, Long> positions = new TreeMap<>(PartitionOrder.INSTANCE);
    private final SortedMap<TopicPartition, Long> committed = new TreeMap<>(PartitionOrder.INSTANCE);
    private final SortedSet<TopicPartition> rewinding = new TreeSet<>(PartitionOrder.INSTANCE);

    SortedMap<TopicPartition, StreamId> owned() {
        return owned;
    }

    SortedSet<TopicPartition> reading() {
        return reading;
    }

    SortedMap<TopicPartition, Long> committed() {
        return committed;
    }

    /** Owner nodes that the target does not give to the same stream. */
    SortedSet<TopicPartition> beyond(Map<TopicPartition, StreamId> target) {
        SortedSet<TopicPartition> beyond = partitionSet(List.of());
        owned.forEach((partition, stream) -> {
            if (!stream.equals(target.get(partition))) {
                beyond.add(partition);
            }
        });
        return beyond;
    }

    /** Owner nodes of the target that are not surely ours. */
    SortedMap<TopicPartition, StreamId> missing(Map<TopicPartition, StreamId> target) {
        SortedMap<TopicPartition, StreamId> missing = new TreeMap<>(PartitionOrder.INSTANCE);
        target.forEach((partition, stream) -> {
            if (!owned.containsKey(partition) || uncertain.contains(partition)) {
                missing.put(partition, stream);
            }
        });
        return missing;
    }

    /** Owned, but the application does not read them yet. */
    SortedSet<TopicPartition> idle() {
        SortedSet<TopicPartition> idle = partitionSet(owned.keySet());
        idle.removeAll(reading);
        return idle;
    }

    SortedSet<TopicPartition> readingAmong(Collection<TopicPartition> partitions) {
        SortedSet<TopicPartition> among = partitionSet(partitions);
        among.retainAll(reading);
        return among;
    }

    /** Positions of surely owned partitions that are beyond what is committed, or before it where that was asked for. */
    SortedMap<TopicPartition, Long> uncommitted(Collection<TopicPartition> partitions) {
        SortedMap<TopicPartition, Long> uncommitted = new TreeMap<>(PartitionOrder.INSTANCE);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position != null
                    && owned.containsKey(partition)
                    && !uncertain.contains(partition)
                    && isNews(partition, position)) {
                uncommitted.put(partition, position);
            }
        }
        return uncommitted;
    }

    private boolean isNews(TopicPartition partition, long position) {
        Long before = committed.get(partition);
        return before == null || (rewinding.contains(partition) ? position != before : position > before);
    }

    /** Remembers how far the application came, for partitions that it reads; back only where that was asked for. */
    void advance(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            if (rewinding.contains(partition)) {
                positions.put(partition, offset);
            } else if (reading.contains(partition)) {
                positions.merge(partition, offset, Math::max);
            }
        });
    }

    /** The next position of these partitions may be before what is committed. */
    void allowBack(Collection<TopicPartition> partitions) {
        rewinding.addAll(readingAmong(partitions));
    }

    void committed(Map<TopicPartition, Long> offsets) {
        committed.putAll(offsets);
        rewinding.removeAll(offsets.keySet());
    }

    void stopReading(Collection<TopicPartition> partitions) {
        reading.removeAll(partitions);
    }

    void startReading(Collection<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
        reading.addAll(partitions);
        forget(partitions);
        committed.putAll(offsets);
    }

    void claimed(Map<TopicPartition, StreamId> owners) {
        owned.putAll(owners);
        uncertain.removeAll(owners.keySet());
    }

    void released(Collection<TopicPartition> partitions) {
        owned.keySet().removeAll(partitions);
        uncertain.removeAll(partitions);
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        positions.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
        rewinding.removeAll(partitions);
    }

    /** We may or may not own these any more. */
    void doubt(Collection<TopicPartition> partitions) {
        uncertain.addAll(partitions);
    }

    /** The nodes are gone with their session. */
    void clear() {
        released(new ArrayList<>(owned.keySet()));
        reading.clear();
    }

    static SortedSet<TopicPartition> partitionSet(Collection<TopicPartition> partitions) {
        SortedSet<TopicPartition> set = new TreeSet<>(PartitionOrder.INSTANCE);
        set.addAll(partitions);
        return set;
    }

    static Set<TopicPartition> frozen(Collection<TopicPartition> partitions) {
        return Collections.unmodifiableSet(partitionSet(partitions));
    }

    static <V> Map<TopicPartition, V> frozen(Map<TopicPartition, V> map) {
        SortedMap<TopicPartition, V> copy = new TreeMap<>(PartitionOrder.INSTANCE);
        copy.putAll(map);
        return Collections.unmodifiableSortedMap(copy);
    }
}
