package io.coordkit.kafka.machine;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
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

    /**
     * Any assignor of kafka-clients, sticky ones included, for groups of this library's members only; see {@link
     * KafkaAssignor}.
     *
     * @param fresh makes a new one each time: they keep state
     */
    static Assignor of(Supplier<? extends ConsumerPartitionAssignor> fresh) {
        return new KafkaAssignor(fresh);
    }

    /** The old consumer's {@code roundrobin} of Kafka 1.0 and 1.1; see {@link RoundRobinAssignor}. */
    static Assignor roundRobin() {
        return new RoundRobinAssignor();
    }
}
