package io.coordkit.kafka.machine;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides which stream consumes which partition.
 *
 * <p>Every member computes the assignment of the whole group alone, so an assignor must be a pure function: equal views
 * give equal answers on every machine. All members of a group must use the same one.
 */
@FunctionalInterface
public interface Assignor {
    /** Gives each partition of each consumed topic to exactly one stream that consumes the topic. */
    Map<TopicPartition, StreamId> assign(GroupView view);

    /** The old consumer's default, {@code partition.assignment.strategy=range}; see {@link RangeAssignor}. */
    static Assignor range() {
        return new RangeAssignor();
    }

    /** The old consumer's {@code roundrobin} of Kafka 1.0 and 1.1; see {@link RoundRobinAssignor}. */
    static Assignor roundRobin() {
        return new RoundRobinAssignor();
    }
}
