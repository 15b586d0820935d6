package io.coordkit.kafka.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** One machine with its client, its session, its application and its timers; each may lag behind the others. */
final class SimulatedMember implements GroupAction.Performer {
    /** What may happen to the reply of an operation. */
    enum Fate {
        ANSWERED,
        REPLY_LOST,
        NOT_DONE
    }

    private final ModelTree tree;
    private final String name;
    private final Map<String, Integer> streams;
    private final GroupMachine machine;
    private final Supplier<Fate> fate;
    private final Deque<Runnable> operations = new ArrayDeque<>();
    private final Deque<GroupEvent> inbox = new ArrayDeque<>();
    private final List<GroupEvent> timers = new ArrayList<>();
    private final SortedMap<TopicPartition, Long> reading = new TreeMap<>(PartitionOrder.INSTANCE);
    private final Runnable watcher = () -> inbox.add(new GroupEvent.Changed());
    private long session;
    private boolean mayLeaveNodes;

    SimulatedMember(ModelTree tree, String name, Map<String, Integer> streams, Assignor assignor, Supplier<Fate> fate) {
        this.tree = tree;
        this.name = name;
        this.streams = streams;
        this.machine = new GroupMachine(name, assignor, 4);
        this.fate = fate;
    }

    String name() {
        return name;
    }

    GroupMachine machine() {
        return machine;
    }

    long session() {
        return session;
    }

    /** What the application reads, with the next offset of each. */
    SortedMap<TopicPartition, Long> reading() {
        return reading;
    }

    boolean hasWork() {
        return !operations.isEmpty() || !inbox.isEmpty() || !timers.isEmpty();
    }

    void connect() {
        session = tree.openSession();
        inbox.add(new GroupEvent.Connected(session));
    }

    /** The server expired the session; client and machine learn of it later. */
    void expire() {
        tree.expire(session);
        mayLeaveNodes = true;
        inbox.add(new GroupEvent.SessionLost());
        connect();
    }

    /** The client believed the session lost, but it was not. */
    void falseAlarm() {
        mayLeaveNodes = true;
        inbox.add(new GroupEvent.SessionLost());
        inbox.add(new GroupEvent.Connected(session));
    }

    void leave() {
        inbox.add(new GroupEvent.Leave());
    }

    /** Once the machine has stopped, the process ends and so does its session; an orderly leave leaves nothing. */
    boolean hasEnded() {
        if (!machine.isStopped()) {
            return false;
        }
        assertThat(reading).as("%s has stopped", name).isEmpty();
        if (!mayLeaveNodes) {
            assertThat(tree.owners().values()).as("%s has left", name).noneMatch(o -> o.session() == session);
        }
        tree.expire(session);
        return true;
    }

    void read() {
        reading.replaceAll((partition, next) -> next + 1);
    }

    void commit() {
        machine.on(new GroupEvent.CommitDue(new TreeMap<>(reading))).forEach(action -> action.performBy(this));
    }

    void operate() {
        if (!operations.isEmpty()) {
            operations.remove().run();
        }
    }

    void receive() {
        if (!inbox.isEmpty()) {
            machine.on(inbox.remove()).forEach(action -> action.performBy(this));
        }
    }

    void fireTimer() {
        if (!timers.isEmpty()) {
            inbox.add(timers.remove(0));
        }
    }

    /** Operations are bound to the session in which they were asked for, as on one ZooKeeper handle. */
    private void later(long ticket, Supplier<GroupEvent> operation) {
        long bound = session;
        operations.add(() -> {
            Fate decided = fate.get();
            GroupEvent answer = new GroupEvent.OperationFailed(ticket, "lost");
            if (tree.isAlive(bound) && decided != Fate.NOT_DONE) {
                GroupEvent done = operation.get();
                answer = decided == Fate.REPLY_LOST ? answer : done;
            }
            inbox.add(answer);
        });
    }

    @Override
    public String toString() {
        return name + " in " + session + " reading " + reading + " owning " + machine.owned() + " " + operations.size()
                + "/" + inbox + "/" + timers;
    }

    @Override
    public void register(GroupAction.Register action) {
        long bound = session;
        later(action.ticket(), () -> tree.register(action, name, bound, streams));
    }

    /** Reading takes two steps, as the members are listed first and read after that. */
    @Override
    public void readGroup(GroupAction.ReadGroup action) {
        long bound = session;
        operations.add(() -> {
            tree.watchGroup(watcher);
            List<String> listed = tree.listIds();
            later(action.ticket(), () -> tree.readGroup(action, listed, name, bound));
        });
    }

    @Override
    public void stopReading(GroupAction.StopReading action) {
        SortedMap<TopicPartition, Long> positions = new TreeMap<>(reading);
        positions.keySet().retainAll(action.partitions());
        reading.keySet().removeAll(action.partitions());
        inbox.add(new GroupEvent.ReadingStopped(action.ticket(), positions));
    }

    @Override
    public void commitOffsets(GroupAction.CommitOffsets action) {
        later(action.ticket(), () -> {
            GroupEvent answer = tree.commit(action, name);
            if (answer instanceof GroupEvent.Committed) {
                for (TopicPartition partition : action.offsets().keySet()) {
                    assertThat(tree.owners().get(partition).stream().consumerId())
                            .as("committer of %s", partition)
                            .isEqualTo(name);
                }
            }
            return answer;
        });
    }

    @Override
    public void release(GroupAction.Release action) {
        long bound = session;
        later(action.ticket(), () -> tree.release(action, name, bound));
    }

    @Override
    public void claim(GroupAction.Claim action) {
        long bound = session;
        later(action.ticket(), () -> tree.claim(action, name, bound, watcher));
    }

    @Override
    public void fetchOffsets(GroupAction.FetchOffsets action) {
        later(action.ticket(), () -> tree.fetch(action));
    }

    @Override
    public void unregister(GroupAction.Unregister action) {
        long bound = session;
        later(action.ticket(), () -> tree.unregister(action, name, bound));
    }

    @Override
    public void startReading(GroupAction.StartReading action) {
        for (TopicPartition partition : action.owners().keySet()) {
            assertThat(reading).as("%s is told once to read", name).doesNotContainKey(partition);
            reading.put(partition, action.offsets().getOrDefault(partition, 0L));
        }
    }

    @Override
    public void losePartitions(GroupAction.LosePartitions action) {
        reading.keySet().removeAll(action.partitions());
    }

    @Override
    public void retryLater(GroupAction.RetryLater action) {
        timers.add(new GroupEvent.RetryDue(action.ticket()));
    }

    @Override
    public void report(GroupAction.Report action) {
        mayLeaveNodes |= action.kind() == GroupAction.Report.Kind.LEFT_UNCLEAN;
        assertThat(action.kind()).as(action.detail()).isNotEqualTo(GroupAction.Report.Kind.REFUSED);
    }
}
