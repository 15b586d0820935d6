package io.coordkit.kafka;

import io.coordkit.kafka.machine.GroupAction;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.LoggerFactory;

/**
 * What a consuming application learns. All calls of one member come from one thread, one after the other; while a call
 * lasts the member does nothing else, so return soon. Exceptions are logged and otherwise ignored.
 */
public interface GroupListener {
    /** These partitions are ours: start reading at the given offsets. */
    void onAssigned(Map<TopicPartition, AssignedPartition> partitions);

    /**
     * These partitions will be given up: stop reading them and tell the last {@link GroupMember#position} before
     * returning. The positions are committed and the partitions released after that.
     */
    void onRevoked(Set<TopicPartition> partitions);

    /**
     * The session is gone, and others may read these partitions already: stop at once. Nothing can be committed; what
     * was read since the last commit will be read again by the next owner.
     */
    void onLost(Set<TopicPartition> partitions);

    /** Something an operator should know. Logs a warning unless overridden. */
    default void onReport(GroupAction.Report report) {
        LoggerFactory.getLogger(GroupMember.class).warn("{}: {}", report.kind(), report.detail());
    }
}
