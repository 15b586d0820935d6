package io.coordkit.kafka.offsets;

import io.coordkit.kafka.machine.PartitionOrder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What is to be done so that a group has the wanted offsets. Done halfway, the plan that is made then is the rest of this one.
 *
 * @param toWrite offsets that are not there yet, or are to be replaced
 * @param there offsets that are as they are wanted
 * @param ahead offsets, as they are now, that are beyond the wanted ones and stay
 */
public record OffsetPlan(
        SortedMap<TopicPartition, Long> toWrite,
        SortedMap<TopicPartition, Long> there,
        SortedMap<TopicPartition, Long> ahead) {
    /**
     * Compares.
     *
     * @param present what the group has
     * @param back may an offset be replaced by a smaller one?
     */
    public static OffsetPlan of(Map<TopicPartition, Long> wanted, Map<TopicPartition, Long> present, boolean back) {
        OffsetPlan plan = new OffsetPlan(empty(), empty(), empty());
        wanted.forEach((partition, offset) -> {
            Long before = present.get(partition);
            if (before == null || before < offset || (back && before > offset)) {
                plan.toWrite.put(partition, offset);
            } else if (before > offset) {
                plan.ahead.put(partition, before);
            } else {
                plan.there.put(partition, offset);
            }
        });
        return plan;
    }

    private static SortedMap<TopicPartition, Long> empty() {
        return new TreeMap<>(PartitionOrder.INSTANCE);
    }
}
