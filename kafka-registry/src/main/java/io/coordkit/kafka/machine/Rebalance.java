package io.coordkit.kafka.machine;

import io.coordkit.kafka.machine.Agenda.Phase;
import io.coordkit.kafka.machine.GroupAction.Report;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The chain of {@link GroupMachine}: each step asks for one thing, or goes on to the next when there is nothing to ask for; each answer
 * leads to the next step. Its caller passes only answers that are waited for.
 */
final class Rebalance {
    private final String consumerId;
    private final Assignor assignor;
    private final int maxAttempts;
    private final Agenda agenda;
    private final Holdings holdings;
    private final SortedMap<TopicPartition, Long> commitWanted = new TreeMap<>(PartitionOrder.INSTANCE);

    private boolean registered;
    private boolean leaving;
    private boolean changed;
    private long sessionId;
    private int generation;
    private boolean generationKnown;
    private int attempts;

    /** The outcome of the reading that the current rebalance works towards. */
    private Map<TopicPartition, StreamId> target = Map.of();

    /** What the outstanding action is about, where its answer does not repeat it. */
    private SortedSet<TopicPartition> releasing = Holdings.partitionSet(List.of());

    private SortedMap<TopicPartition, StreamId> claiming = new TreeMap<>(PartitionOrder.INSTANCE);
    private SortedMap<TopicPartition, Long> committing = new TreeMap<>(PartitionOrder.INSTANCE);
    private Phase phaseBeforeCheckpoint = Phase.RESTING;

    Rebalance(String consumerId, Assignor assignor, int maxAttempts, Agenda agenda, Holdings holdings) {
        this.consumerId = consumerId;
        this.assignor = assignor;
        this.maxAttempts = maxAttempts;
        this.agenda = agenda;
        this.holdings = holdings;
    }

    /** Are we registered in this session, as far as we know? */
    boolean isRegisteredIn(long session) {
        return registered && sessionId == session;
    }

    /** Another session is there, or the same one again before we were registered in it. */
    void enterSession(long session) {
        if (agenda.phase() == Phase.REGISTERING && session == sessionId) {
            return;
        }
        leaveSession();
        if (session != sessionId) {
            holdings.clear();
        }
        sessionId = session;
        begin();
    }

    void sessionLost() {
        leaveSession();
        agenda.enter(leaving ? Phase.STOPPED : Phase.DISCONNECTED);
    }

    void changed() {
        changed = true;
        if (agenda.isIdle()) {
            begin();
        }
    }

    void leave() {
        leaving = true;
        if (agenda.isIdle()) {
            attempts = 0;
            begin();
        } else if (agenda.phase() == Phase.DISCONNECTED) {
            agenda.enter(Phase.STOPPED);
        }
    }

    void wantCommitted(Map<TopicPartition, Long> positions, boolean back) {
        if (back) {
            holdings.allowBack(positions.keySet());
        }
        commitWanted.putAll(positions);
        if (agenda.isIdle()) {
            checkpoint();
        }
    }

    void registered(long session) {
        registered = true;
        sessionId = session;
        attempts--; // registering and reading are one attempt
        begin();
    }

    void refused(String why) {
        agenda.enter(Phase.REFUSED);
        agenda.report(Report.Kind.REFUSED, why);
    }

    void groupRead(GroupEvent.GroupRead group) {
        if (group.ownVersion().isEmpty()) {
            fenced("our id node is gone");
            return;
        }
        generation = group.ownVersion().get();
        generationKnown = true;
        if (leaving) {
            plan(Map.of());
        } else if (group.brokersPresent()) {
            plan(assignor.assign(group.view()));
        } else {
            settle();
        }
    }

    void readingStopped(Map<TopicPartition, Long> positions) {
        holdings.advance(commitWanted);
        holdings.advance(positions);
        holdings.stopReading(releasing);
        commitWanted.keySet().removeAll(releasing);
        commitBeforeRelease();
    }

    void committed() {
        holdings.committed(committing);
        if (agenda.phase() == Phase.COMMITTING) {
            release();
        } else {
            rest(phaseBeforeCheckpoint);
        }
    }

    void released() {
        holdings.released(releasing);
        claim();
    }

    void claimed(int newGeneration) {
        generation = newGeneration;
        holdings.claimed(claiming);
        fetch();
    }

    void claimConflict(TopicPartition partition, String holder) {
        backOff(partition + " is held by " + holder);
    }

    void offsetsFetched(Map<TopicPartition, Long> offsets) {
        SortedSet<TopicPartition> idle = holdings.idle();
        SortedMap<TopicPartition, StreamId> owners = new TreeMap<>(holdings.owned());
        owners.keySet().retainAll(idle);
        holdings.startReading(idle, offsets);
        commitWanted.keySet().removeAll(idle); // wanted before this start, so out of date
        agenda.tell(new GroupAction.StartReading(Holdings.frozen(owners), Holdings.frozen(offsets)));
        settle();
    }

    void unregistered() {
        agenda.enter(Phase.STOPPED);
    }

    void failed(String why) {
        agenda.report(Report.Kind.OPERATION_FAILED, why);
        doubtOutstanding();
        if (agenda.phase() == Phase.CHECKPOINTING) {
            rest(phaseBeforeCheckpoint);
        } else {
            backOff(why);
        }
    }

    void fenced(String why) {
        agenda.report(Report.Kind.FENCED, why);
        doubtOutstanding();
        losePartitions();
        holdings.doubt(holdings.owned().keySet());
        registered = false;
        backOff(why);
    }

    private void begin() {
        changed = false;
        agenda.cancelRetry();
        attempts++;
        if (registered) {
            agenda.ask(Phase.READING_GROUP, GroupAction.ReadGroup::new);
        } else {
            agenda.ask(Phase.REGISTERING, GroupAction.Register::new);
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
            agenda.ask(
                    Phase.STOPPING_READERS, ticket -> new GroupAction.StopReading(ticket, Holdings.frozen(stopping)));
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
        agenda.ask(waiting, ticket -> new GroupAction.CommitOffsets(ticket, generation, Holdings.frozen(committing)));
    }

    private void release() {
        if (releasing.isEmpty()) {
            claim();
        } else {
            agenda.ask(Phase.RELEASING, ticket -> new GroupAction.Release(ticket, Holdings.frozen(releasing)));
        }
    }

    private void claim() {
        claiming = holdings.missing(target);
        if (leaving && holdings.owned().isEmpty()) {
            agenda.ask(Phase.UNREGISTERING, GroupAction.Unregister::new);
        } else if (claiming.isEmpty()) {
            fetch();
        } else {
            agenda.ask(Phase.CLAIMING, ticket -> new GroupAction.Claim(ticket, generation, Holdings.frozen(claiming)));
        }
    }

    private void fetch() {
        SortedSet<TopicPartition> idle = holdings.idle();
        if (idle.isEmpty()) {
            settle();
        } else {
            agenda.ask(Phase.FETCHING, ticket -> new GroupAction.FetchOffsets(ticket, Holdings.frozen(idle)));
        }
    }

    private void settle() {
        attempts = 0;
        rest(Phase.RESTING);
    }

    /** Nothing is outstanding: take what came in meanwhile, the most urgent first. */
    private void rest(Phase resting) {
        agenda.enter(resting);
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
            phaseBeforeCheckpoint = agenda.phase();
            askToCommit(Phase.CHECKPOINTING);
        }
    }

    private void backOff(String why) {
        if (leaving && attempts >= maxAttempts) {
            agenda.report(Report.Kind.LEFT_UNCLEAN, why);
            losePartitions();
            agenda.enter(Phase.STOPPED);
            return;
        }
        if (attempts > 0 && attempts % maxAttempts == 0) {
            agenda.report(Report.Kind.REBALANCE_DELAYED, attempts + " attempts failed, the last one: " + why);
        }
        agenda.retryLater();
        if (changed) {
            begin();
        }
    }

    private void losePartitions() {
        if (!holdings.reading().isEmpty()) {
            agenda.tell(new GroupAction.LosePartitions(Holdings.frozen(holdings.reading())));
            holdings.stopReading(List.copyOf(holdings.reading()));
        }
        commitWanted.clear();
    }

    /** Whether the session is really gone is known when the next one is there: until then all we hold is in doubt. */
    private void leaveSession() {
        agenda.abandonOutstanding();
        doubtOutstanding();
        losePartitions();
        holdings.doubt(holdings.owned().keySet());
        registered = false;
        attempts = 0;
    }

    private void doubtOutstanding() {
        if (agenda.phase() == Phase.RELEASING) {
            holdings.doubt(releasing);
        } else if (agenda.phase() == Phase.CLAIMING) {
            claiming.forEach(holdings.owned()::putIfAbsent);
            holdings.doubt(claiming.keySet());
            generationKnown = false;
        }
    }
}
