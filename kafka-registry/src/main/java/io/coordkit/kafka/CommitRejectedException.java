package io.coordkit.kafka;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Offsets were not committed, because this member does not own the partitions (any more) or the write failed. */
public final class CommitRejectedException extends RegistryException {
    private final transient Set<TopicPartition> partitions;

    CommitRejectedException(Set<TopicPartition> partitions) {
        super("offsets not committed, this member does not own the partitions or the write failed: " + partitions);
        this.partitions = partitions;
    }

    /** The partitions whose offsets were not committed. */
    public Set<TopicPartition> partitions() {
        return partitions;
    }
}
