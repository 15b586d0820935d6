package io.coordkit.kafka.machine;

import io.coordkit.kafka.machine.Agenda.Phase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * One member of a consumer group as a pure machine: events in, actions out; no IO, clock, thread or randomness.
 *
 * <p>A rebalance is a chain of at most one outstanding action at a time:
 *
 * <pre>
 * register → read group → [stop reading → commit → release] → [claim] → [fetch → start reading] → rest
 * </pre>
 *
 * Bracketed parts are skipped when there is nothing to do. Changes that arrive on the way coalesce into one more
 * rebalance at the end. Any failure leads to a back-off and a new attempt from the reading on.
 *
 * <p>Where it differs from the consumer of Kafka 0.8 to 1.1, and why that stays compatible: partitions that remain ours
 * are kept instead of released and claimed again (the owner nodes end up equal); offsets are fetched after the claim
 * instead of before it, since only then no former owner can commit any more; an attempt that failed is repeated until it
 * succeeds, with a report each {@code maxAttempts}, instead of leaving the member idle.
 *
 * <p>Not thread-safe; the caller delivers one event at a time.
 */
public final class GroupMachine {
    private final Agenda agenda = new Agenda();
    private final Holdings holdings = new Holdings();
    private final Events events = new Events();
    private final Rebalance rebalance;

    /**
     * A member that has not seen a session yet.
     *
     * @param maxAttempts failed attempts in a row between two reports; at least 1 (Kafka: {@code rebalance.max.retries})
     */
    public GroupMachine(String consumerId, Assignor assignor, int maxAttempts) {
        this.rebalance = new Rebalance(consumerId, assignor, maxAttempts, agenda, holdings);
    }

    /** Takes one event and returns what is to be done, in this order. */
    public List<GroupAction> on(GroupEvent event) {
        event.deliverTo(events);
        return agenda.take();
    }

    /** The owner nodes that are ours as far as we know. */
    public Map<TopicPartition, StreamId> owned() {
        return Holdings.frozen(holdings.owned());
    }

    /** The partitions that the application may read now. */
    public Map<TopicPartition, StreamId> reading() {
        SortedMap<TopicPartition, StreamId> reading = new TreeMap<>(holdings.owned());
        reading.keySet().retainAll(holdings.reading());
        return Collections.unmodifiableSortedMap(reading);
    }

    /** The last offsets known to be durable, of the partitions that are read. */
    public Map<TopicPartition, Long> committed() {
        return Holdings.frozen(holdings.committed());
    }

    /** Registered, and the last rebalance succeeded with nothing to do since. */
    public boolean isResting() {
        return agenda.phase() == Phase.RESTING;
    }

    /** Is this the session that the machine works in? */
    public boolean isSessionOf(long session) {
        return rebalance.isRegisteredIn(session);
    }

    /** Left, or was refused; nothing will happen any more. */
    public boolean isStopped() {
        return agenda.isStopped();
    }

    /** Answers with an old ticket and events after the end change nothing. */
    private final class Events implements GroupEvent.Receiver {
        @Override
        public void onConnected(GroupEvent.Connected event) {
            if (isStopped()) {
                return;
            }
            if (rebalance.isRegisteredIn(event.sessionId())) {
                onChanged();
            } else {
                rebalance.enterSession(event.sessionId());
            }
        }

        @Override
        public void onSessionLost() {
            if (!isStopped()) {
                rebalance.sessionLost();
            }
        }

        @Override
        public void onChanged() {
            rebalance.changed();
        }

        @Override
        public void onRetryDue(GroupEvent.RetryDue event) {
            if (agenda.awaitsRetry(event.ticket())) {
                onChanged();
            }
        }

        @Override
        public void onCommitDue(GroupEvent.CommitDue event) {
            rebalance.wantCommitted(event.positions(), event.back());
        }

        @Override
        public void onLeave() {
            rebalance.leave();
        }

        @Override
        public void onRegistered(GroupEvent.Registered event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.registered(event.sessionId());
            }
        }

        @Override
        public void onRegistrationRefused(GroupEvent.RegistrationRefused event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.refused(event.why());
            }
        }

        @Override
        public void onGroupRead(GroupEvent.GroupRead event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.groupRead(event);
            }
        }

        @Override
        public void onReadingStopped(GroupEvent.ReadingStopped event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.readingStopped(event.positions());
            }
        }

        @Override
        public void onCommitted(GroupEvent.Committed event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.committed();
            }
        }

        @Override
        public void onReleased(GroupEvent.Released event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.released();
            }
        }

        @Override
        public void onClaimed(GroupEvent.Claimed event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.claimed(event.generation());
            }
        }

        @Override
        public void onClaimConflict(GroupEvent.ClaimConflict event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.claimConflict(event.partition(), event.holder());
            }
        }

        @Override
        public void onOffsetsFetched(GroupEvent.OffsetsFetched event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.offsetsFetched(event.offsets());
            }
        }

        @Override
        public void onUnregistered(GroupEvent.Unregistered event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.unregistered();
            }
        }

        @Override
        public void onOperationFailed(GroupEvent.OperationFailed event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.failed(event.why());
            }
        }

        @Override
        public void onFenced(GroupEvent.Fenced event) {
            if (agenda.awaits(event.ticket())) {
                rebalance.fenced(event.why());
            }
        }
    }
}
