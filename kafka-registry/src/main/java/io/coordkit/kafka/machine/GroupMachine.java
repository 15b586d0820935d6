package io.coordkit.kafka.machine;

import io.coordkit.kafka.machine.GroupAction.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
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
    private enum Phase {
        DISCONNECTED,
        REGISTERING,
        READING_GROUP,
        STOPPING_READERS,
        COMMITTING,
        RELEASING,
        CLAIMING,
        FETCHING,
        CHECKPOINTING,
        UNREGISTERING,
        RESTING,
        BACKING_OFF,
        STOPPED,
        REFUSED
    }

    private static final long NO_TICKET = -1;

    private final String consumerId;
    private final Assignor assignor;
    private final int maxAttempts;
    private final Holdings holdings = new Holdings();
    private final SortedMap<TopicPartition, Long> commitWanted = new TreeMap<>(PartitionOrder.INSTANCE);
    private final Events events = new Events();

    private List<GroupAction> actions = new ArrayList<>();
    private Phase phase = Phase.DISCONNECTED;
    private boolean registered;
    private boolean leaving;
    private boolean changed;
    private long sessionId;
    private int generation;
    private boolean generationKnown;
    private long ticket;
    private long retryTicket = NO_TICKET;
    private int attempts;

    /** The outcome of the reading that the current rebalance works towards. */
    private Map<TopicPartition, StreamId> target = Map.of();

    /** What the outstanding action is about, where its answer does not repeat it. */
    private SortedSet<TopicPartition> releasing = Holdings.partitionSet(List.of());

    private SortedMap<TopicPartition, StreamId> claiming = new TreeMap<>(PartitionOrder.INSTANCE);
    private SortedMap<TopicPartition, Long> committing = new TreeMap<>(PartitionOrder.INSTANCE);
    private Phase phaseBeforeCheckpoint = Phase.RESTING;

    /**
     * A member that has not seen a session yet.
     *
     * @param maxAttempts failed attempts in a row between two reports; at least 1 (Kafka: {@code rebalance.max.retries})
     */
    public GroupMachine(String consumerId, Assignor assignor, int maxAttempts) {
        this.consumerId = consumerId;
        this.assignor = assignor;
        this.maxAttempts = maxAttempts;
    }

    /** Takes one event and returns what is to be done, in this order. */
    public List<GroupAction> on(GroupEvent event) {
        event.deliverTo(events);
        List<GroupAction> out = actions;
        actions = new ArrayList<>();
        return out;
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
        return phase == Phase.RESTING;
    }

    /** Is this the session that the machine works in? */
    public boolean isSessionOf(long session) {
        return registered && sessionId == session;
    }

    /** Left, or was refused; nothing will happen any more. */
    public boolean isStopped() {
        return phase == Phase.STOPPED || phase == Phase.REFUSED;
    }

    private long newTicket() {
        return ++ticket;
    }

    private void ask(Phase waiting, GroupAction action) {
        phase = waiting;
        actions.add(action);
    }

    private void begin() {
        changed = false;
        retryTicket = NO_TICKET;
        attempts++;
        if (registered) {
            ask(Phase.READING_GROUP, new GroupAction.ReadGroup(newTicket()));
        } else {
            ask(Phase.REGISTERING, new GroupAction.Register(newTicket()));
        }
    }

    private void plan(Map<TopicPartition, StreamId> everything) {
        SortedMap<TopicPartition, StreamId> mine = new TreeMap<>(PartitionOrder.INSTANCE);
        everything.forEach((partition, stream) -> {
            if (stream.consumerId().equals(consumerId)) {
                mine.put(partition, stream);
            }
        });
        target = mine;
        releasing = holdings.beyond(target);
        stopReaders();
    }

    private void stopReaders() {
        SortedSet<TopicPartition> stopping = holdings.readingAmong(releasing);
        if (stopping.isEmpty()) {
            commitBeforeRelease();
        } else {
            ask(Phase.STOPPING_READERS, new GroupAction.StopReading(newTicket(), Holdings.frozen(stopping)));
        }
    }

    private void commitBeforeRelease() {
        committing = holdings.uncommitted(releasing);
        if (committing.isEmpty()) {
            release();
        } else {
            askToCommit(Phase.COMMITTING);
        }
    }

    private void askToCommit(Phase waiting) {
        ask(waiting, new GroupAction.CommitOffsets(newTicket(), generation, Holdings.frozen(committing)));
    }

    private void release() {
        if (releasing.isEmpty()) {
            claim();
        } else {
            ask(Phase.RELEASING, new GroupAction.Release(newTicket(), Holdings.frozen(releasing)));
        }
    }

    private void claim() {
        claiming = holdings.missing(target);
        if (leaving && holdings.owned().isEmpty()) {
            ask(Phase.UNREGISTERING, new GroupAction.Unregister(newTicket()));
        } else if (claiming.isEmpty()) {
            fetch();
        } else {
            ask(Phase.CLAIMING, new GroupAction.Claim(newTicket(), generation, Holdings.frozen(claiming)));
        }
    }

    private void fetch() {
        SortedSet<TopicPartition> idle = holdings.idle();
        if (idle.isEmpty()) {
            settle();
        } else {
            ask(Phase.FETCHING, new GroupAction.FetchOffsets(newTicket(), Holdings.frozen(idle)));
        }
    }

    private void settle() {
        attempts = 0;
        rest(Phase.RESTING);
    }

    /** Nothing is outstanding: take what came in meanwhile, the most urgent first. */
    private void rest(Phase resting) {
        phase = resting;
        if (changed || leaving) {
            begin();
        } else {
            checkpoint();
        }
    }

    private void checkpoint() {
        if (!generationKnown) {
            return;
        }
        holdings.advance(commitWanted);
        commitWanted.clear();
        committing = holdings.uncommitted(holdings.reading());
        if (!committing.isEmpty()) {
            phaseBeforeCheckpoint = phase;
            askToCommit(Phase.CHECKPOINTING);
        }
    }

    private boolean isIdle() {
        return phase == Phase.RESTING || phase == Phase.BACKING_OFF;
    }

    private void backOff(String why) {
        if (leaving && attempts >= maxAttempts) {
            actions.add(new Report(Report.Kind.LEFT_UNCLEAN, why));
            losePartitions();
            phase = Phase.STOPPED;
            return;
        }
        if (attempts > 0 && attempts % maxAttempts == 0) {
            actions.add(new Report(Report.Kind.REBALANCE_DELAYED, attempts + " attempts failed, the last one: " + why));
        }
        phase = Phase.BACKING_OFF;
        retryTicket = newTicket();
        actions.add(new GroupAction.RetryLater(retryTicket));
        if (changed) {
            begin();
        }
    }

    private void losePartitions() {
        if (!holdings.reading().isEmpty()) {
            actions.add(new GroupAction.LosePartitions(Holdings.frozen(holdings.reading())));
            holdings.stopReading(List.copyOf(holdings.reading()));
        }
        commitWanted.clear();
    }

    /** Whether the session is really gone is known when the next one is there: until then all we hold is in doubt. */
    private void leaveSession() {
        newTicket();
        doubtOutstanding();
        losePartitions();
        holdings.doubt(holdings.owned().keySet());
        registered = false;
        attempts = 0;
    }

    private void doubtOutstanding() {
        if (phase == Phase.RELEASING) {
            holdings.doubt(releasing);
        } else if (phase == Phase.CLAIMING) {
            claiming.forEach(holdings.owned()::putIfAbsent);
            holdings.doubt(claiming.keySet());
            generationKnown = false;
        }
    }

    /** The transitions, one method per event. Answers with an old ticket and events after the end change nothing. */
    private final class Events implements GroupEvent.Receiver {
        @Override
        public void onConnected(GroupEvent.Connected event) {
            if (isStopped()) {
                return;
            }
            if (registered && event.sessionId() == sessionId) {
                onChanged();
                return;
            }
            if (phase == Phase.REGISTERING && event.sessionId() == sessionId) {
                return;
            }
            leaveSession();
            if (event.sessionId() != sessionId) {
                holdings.clear();
            }
            sessionId = event.sessionId();
            begin();
        }

        @Override
        public void onSessionLost() {
            if (isStopped()) {
                return;
            }
            leaveSession();
            phase = leaving ? Phase.STOPPED : Phase.DISCONNECTED;
        }

        @Override
        public void onChanged() {
            changed = true;
            if (isIdle()) {
                begin();
            }
        }

        @Override
        public void onRegistered(GroupEvent.Registered event) {
            if (awaited(event.ticket())) {
                registered = true;
                sessionId = event.sessionId();
                attempts--; // registering and reading are one attempt
                begin();
            }
        }

        @Override
        public void onRegistrationRefused(GroupEvent.RegistrationRefused event) {
            if (awaited(event.ticket())) {
                phase = Phase.REFUSED;
                actions.add(new Report(Report.Kind.REFUSED, event.why()));
            }
        }

        @Override
        public void onGroupRead(GroupEvent.GroupRead event) {
            if (!awaited(event.ticket())) {
                return;
            }
            if (event.ownVersion().isEmpty()) {
                fence("our id node is gone");
                return;
            }
            generation = event.ownVersion().get();
            generationKnown = true;
            if (leaving) {
                plan(Map.of());
            } else if (event.brokersPresent()) {
                plan(assignor.assign(event.view()));
            } else {
                settle();
            }
        }

        @Override
        public void onReadingStopped(GroupEvent.ReadingStopped event) {
            if (awaited(event.ticket())) {
                holdings.advance(commitWanted);
                holdings.advance(event.positions());
                holdings.stopReading(releasing);
                commitWanted.keySet().removeAll(releasing);
                commitBeforeRelease();
            }
        }

        @Override
        public void onCommitted(GroupEvent.Committed event) {
            if (!awaited(event.ticket())) {
                return;
            }
            holdings.committed(committing);
            if (phase == Phase.COMMITTING) {
                release();
            } else {
                rest(phaseBeforeCheckpoint);
            }
        }

        @Override
        public void onReleased(GroupEvent.Released event) {
            if (awaited(event.ticket())) {
                holdings.released(releasing);
                claim();
            }
        }

        @Override
        public void onClaimed(GroupEvent.Claimed event) {
            if (awaited(event.ticket())) {
                generation = event.generation();
                holdings.claimed(claiming);
                fetch();
            }
        }

        @Override
        public void onClaimConflict(GroupEvent.ClaimConflict event) {
            if (awaited(event.ticket())) {
                backOff(event.partition() + " is held by " + event.holder());
            }
        }

        @Override
        public void onOffsetsFetched(GroupEvent.OffsetsFetched event) {
            if (awaited(event.ticket())) {
                SortedSet<TopicPartition> idle = holdings.idle();
                SortedMap<TopicPartition, StreamId> owners = new TreeMap<>(holdings.owned());
                owners.keySet().retainAll(idle);
                holdings.startReading(idle, event.offsets());
                commitWanted.keySet().removeAll(idle); // wanted before this start, so out of date
                actions.add(new GroupAction.StartReading(Holdings.frozen(owners), Holdings.frozen(event.offsets())));
                settle();
            }
        }

        @Override
        public void onUnregistered(GroupEvent.Unregistered event) {
            if (awaited(event.ticket())) {
                phase = Phase.STOPPED;
            }
        }

        @Override
        public void onOperationFailed(GroupEvent.OperationFailed event) {
            if (!awaited(event.ticket())) {
                return;
            }
            actions.add(new Report(Report.Kind.OPERATION_FAILED, event.why()));
            doubtOutstanding();
            if (phase == Phase.CHECKPOINTING) {
                rest(phaseBeforeCheckpoint);
            } else {
                backOff(event.why());
            }
        }

        @Override
        public void onFenced(GroupEvent.Fenced event) {
            if (awaited(event.ticket())) {
                fence(event.why());
            }
        }

        @Override
        public void onRetryDue(GroupEvent.RetryDue event) {
            if (event.ticket() == retryTicket && !isStopped()) {
                onChanged();
            }
        }

        @Override
        public void onCommitDue(GroupEvent.CommitDue event) {
            if (event.back()) {
                holdings.allowBack(event.positions().keySet());
            }
            commitWanted.putAll(event.positions());
            if (isIdle()) {
                checkpoint();
            }
        }

        @Override
        public void onLeave() {
            leaving = true;
            if (isIdle()) {
                attempts = 0;
                begin();
            } else if (phase == Phase.DISCONNECTED) {
                phase = Phase.STOPPED;
            }
        }

        private boolean awaited(long answered) {
            return answered == ticket && !isStopped();
        }

        private void fence(String why) {
            actions.add(new Report(Report.Kind.FENCED, why));
            doubtOutstanding();
            losePartitions();
            holdings.doubt(holdings.owned().keySet());
            registered = false;
            backOff(why);
        }
    }
}
