package io.coordkit.kafka.machine;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What happens to a member of a group. An event that answers a {@link GroupAction} carries the action's ticket; a late
 * answer, whose ticket is no longer current, is ignored.
 */
public sealed interface GroupEvent {
    /** Calls the method of {@code receiver} that belongs to this event. */
    void deliverTo(Receiver receiver);

    /** A session exists: the first one, the same one after a pause, or a new one after an expiry. */
    record Connected(long sessionId) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onConnected(this);
        }
    }

    /** The session is gone, and with it our ephemeral nodes. */
    record SessionLost() implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSessionLost();
        }
    }

    /** A watch fired: members, topics, brokers or a foreign owner changed. */
    record Changed() implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onChanged();
        }
    }

    /** Answer to {@link GroupAction.Register}: our id node exists in this session. */
    record Registered(long ticket, long sessionId) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRegistered(this);
        }
    }

    /** Answer to {@link GroupAction.Register}: a live foreign session has the id. */
    record RegistrationRefused(long ticket, String why) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRegistrationRefused(this);
        }
    }

    /**
     * Answer to {@link GroupAction.ReadGroup}.
     *
     * @param ownVersion data version of our id node; empty when it is not there or belongs to another session
     * @param brokersPresent is any broker registered?
     * @param view the group as it was read
     */
    record GroupRead(long ticket, Optional<Integer> ownVersion, boolean brokersPresent, GroupView view)
            implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onGroupRead(this);
        }
    }

    /** Answer to {@link GroupAction.StopReading}, with the next offset of each partition where it is known. */
    record ReadingStopped(long ticket, Map<TopicPartition, Long> positions) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onReadingStopped(this);
        }
    }

    /** Answer to {@link GroupAction.CommitOffsets}: all of them are durable. */
    record Committed(long ticket) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onCommitted(this);
        }
    }

    /** Answer to {@link GroupAction.Release}: none of the owner nodes is ours any more. */
    record Released(long ticket) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onReleased(this);
        }
    }

    /** Answer to {@link GroupAction.Claim}: all are ours, and the id node has a new version. */
    record Claimed(long ticket, int generation) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onClaimed(this);
        }
    }

    /** Answer to {@link GroupAction.Claim}: none was claimed, because somebody still holds one of them. */
    record ClaimConflict(long ticket, TopicPartition partition, String holder) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onClaimConflict(this);
        }
    }

    /** Answer to {@link GroupAction.FetchOffsets}; partitions without an offset are absent. */
    record OffsetsFetched(long ticket, Map<TopicPartition, Long> offsets) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onOffsetsFetched(this);
        }
    }

    /** Answer to {@link GroupAction.Unregister}. */
    record Unregistered(long ticket) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUnregistered(this);
        }
    }

    /** Answer to any action with a ticket: it failed, and it is unknown whether it took effect. */
    record OperationFailed(long ticket, String why) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onOperationFailed(this);
        }
    }

    /** Answer to an action with a generation: refused, because our id or owner nodes are not what they were. */
    record Fenced(long ticket, String why) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onFenced(this);
        }
    }

    /** The delay of {@link GroupAction.RetryLater} is over. */
    record RetryDue(long ticket) implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRetryDue(this);
        }
    }

    /**
     * The application or the commit timer wants these next offsets committed.
     *
     * @param back may they be before what is committed? Otherwise such ones are passed over
     */
    record CommitDue(Map<TopicPartition, Long> positions, boolean back) implements GroupEvent {
        /** Only forward. */
        public CommitDue(Map<TopicPartition, Long> positions) {
            this(positions, false);
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onCommitDue(this);
        }
    }

    /** Leave the group in good order. */
    record Leave() implements GroupEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onLeave();
        }
    }

    /** One method per event. */
    interface Receiver {
        void onConnected(Connected event);

        void onSessionLost();

        void onChanged();

        void onRegistered(Registered event);

        void onRegistrationRefused(RegistrationRefused event);

        void onGroupRead(GroupRead event);

        void onReadingStopped(ReadingStopped event);

        void onCommitted(Committed event);

        void onReleased(Released event);

        void onClaimed(Claimed event);

        void onClaimConflict(ClaimConflict event);

        void onOffsetsFetched(OffsetsFetched event);

        void onUnregistered(Unregistered event);

        void onOperationFailed(OperationFailed event);

        void onFenced(Fenced event);

        void onRetryDue(RetryDue event);

        void onCommitDue(CommitDue event);

        void onLeave();
    }
}
