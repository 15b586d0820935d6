package io.coordkit.kafka.offsets;

import io.coordkit.kafka.RegistryException;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives groups the offsets that they are wanted to have. An import that was broken off is repeated: it finds what it has done.
 * Not thread-safe.
 */
public final class OffsetImport {
    private final OffsetStore store;
    private final boolean back;

    /** @param back may an offset be replaced by a smaller one? Then messages are consumed again */
    public OffsetImport(OffsetStore store, boolean back) {
        this.store = store;
        this.back = back;
    }

    /** What is to be done for one group; changes nothing. */
    public OffsetPlan plan(String group, Map<TopicPartition, Long> wanted) {
        return OffsetPlan.of(wanted, store.offsets(group), back);
    }

    /**
     * Does it, and reads again what was written.
     *
     * @throws RegistryException when it failed, perhaps halfway, or something else is there than what was written
     */
    public void perform(String group, OffsetPlan plan) {
        if (plan.toWrite().isEmpty()) {
            return;
        }
        store.write(group, plan.toWrite());
        SortedMap<TopicPartition, Long> now = store.offsets(group);
        plan.toWrite().forEach((partition, offset) -> {
            if (!offset.equals(now.get(partition))) {
                throw new RegistryException("group " + group + " is at " + now.get(partition) + " of " + partition
                        + " after " + offset + " was written: somebody else commits, too");
            }
        });
    }
}
