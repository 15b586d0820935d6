package io.coordkit.kafka.machine;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What a member of a group has to do next. An action with a ticket must be answered by exactly one {@link GroupEvent}
 * that carries the ticket, {@link GroupEvent.OperationFailed} included; the others are not answered.
 */
public sealed interface GroupAction {
    /** Calls the method of {@code performer} that belongs to this action. */
    void performBy(Performer performer);

    /** Create our id node, or find that it already exists in this session. */
    record Register(long ticket) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.register(this);
        }
    }

    /** Read members, topics and brokers, and leave watches on all of them. */
    record ReadGroup(long ticket) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.readGroup(this);
        }
    }

    /** Make the application stop reading these partitions; answer when it has. */
    record StopReading(long ticket, Set<TopicPartition> partitions) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.stopReading(this);
        }
    }

    /** Write offsets, all under the condition that we own the partitions and are of this generation. */
    record CommitOffsets(long ticket, int generation, Map<TopicPartition, Long> offsets) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.commitOffsets(this);
        }
    }

    /** Delete those of the owner nodes that are ours; the others are left alone. */
    record Release(long ticket, Set<TopicPartition> partitions) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.release(this);
        }
    }

    /** Create all owner nodes or none, and write our id node at this version; ours from before count as created. */
    record Claim(long ticket, int generation, Map<TopicPartition, StreamId> owners) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.claim(this);
        }
    }

    /** Read the committed offsets. */
    record FetchOffsets(long ticket, Set<TopicPartition> partitions) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.fetchOffsets(this);
        }
    }

    /** Delete our id node; the last thing a leaving member does. */
    record Unregister(long ticket) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.unregister(this);
        }
    }

    /** The application may read these partitions, from the committed offset where there is one. */
    record StartReading(Map<TopicPartition, StreamId> owners, Map<TopicPartition, Long> offsets)
            implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.startReading(this);
        }
    }

    /** The application must stop at once: others may own these partitions already, nothing can be committed. */
    record LosePartitions(Set<TopicPartition> partitions) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.losePartitions(this);
        }
    }

    /** Deliver {@link GroupEvent.RetryDue} after the configured back-off. */
    record RetryLater(long ticket) implements GroupAction {
        @Override
        public void performBy(Performer performer) {
            performer.retryLater(this);
        }
    }

    /** Tell the operator. */
    record Report(Kind kind, String detail) implements GroupAction {
        /** What is reported. */
        public enum Kind {
            /** Another session has our consumer id; this member will not take part. */
            REFUSED,
            /** As many attempts as configured failed; the member keeps trying. */
            REBALANCE_DELAYED,
            /** A write was refused because our id or owner nodes are not ours any more; the member joins again. */
            FENCED,
            /** One operation failed; it will be tried again. */
            OPERATION_FAILED,
            /** The member gave up leaving in order; its nodes vanish with the session. */
            LEFT_UNCLEAN
        }

        @Override
        public void performBy(Performer performer) {
            performer.report(this);
        }
    }

    /** One method per action. */
    interface Performer {
        void register(Register action);

        void readGroup(ReadGroup action);

        void stopReading(StopReading action);

        void commitOffsets(CommitOffsets action);

        void release(Release action);

        void claim(Claim action);

        void fetchOffsets(FetchOffsets action);

        void unregister(Unregister action);

        void startReading(StartReading action);

        void losePartitions(LosePartitions action);

        void retryLater(RetryLater action);

        void report(Report action);
    }
}
