package io.coordkit.kafka.offsets;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.apache.kafka.common.TopicPartition;

/**
 * A place that keeps the offsets of consumer groups: the next offset to consume of each partition.
 *
 * <p>Methods block, and throw {@link io.coordkit.kafka.RegistryException} with a message for a person when they fail, or
 * {@link io.coordkit.kafka.codec.MalformedNodeException} for a znode that is not of the layout.
 */
public interface OffsetStore {
    /** The groups that are known here. */
    SortedSet<String> groups();

    /** A group's offsets, all of them; none for a group that is not known. */
    SortedMap<TopicPartition, Long> offsets(String group);

    /**
     * Writes offsets of a group that nobody consumes in now, whatever they were before. When it fails, some of them may be
     * written.
     *
     * @throws io.coordkit.kafka.RegistryException when the group has members, too
     */
    void write(String group, Map<TopicPartition, Long> offsets);
}
