package io.coordkit.kafka.world;

import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.machine.Assignor;
import io.coordkit.kafka.machine.GroupAction;
import io.coordkit.kafka.machine.GroupEvent;
import io.coordkit.kafka.machine.GroupMachine;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.kafka.paths.GroupPath;
import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.SessionState;
import io.coordkit.sim.world.World;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** A process that consumes: the machine, its sessions one after the other, and an application that processes messages. */
final class WorldMember implements GroupAction.Performer {
    private static final int SESSION_MS = 6_000;
    private static final int RETRY_MS = 700;
    private static final int MESSAGE_MS = 90;
    private static final int COMMIT_MS = 400;
    private static final int REPORT_AFTER = 4;

    private final String name;
    private final Map<String, Integer> streams;
    private final ClientProcess process;
    private final GroupMachine machine;
    private final WorldZnodes znodes;
    private final Deque<GroupEvent> answers = new ArrayDeque<>();
    private final Deque<GroupEvent> inbox = new ArrayDeque<>();
    private final SortedMap<TopicPartition, Long> reading = new TreeMap<>(PartitionOrder.INSTANCE);
    private final Map<TopicPartition, BitSet> processed = new TreeMap<>(PartitionOrder.INSTANCE);
    private ClientSession session;
    private int interruptions;
    private boolean working;
    private boolean delivering;

    WorldMember(World world, GroupPath group, String name, Map<String, Integer> streams, Assignor assignor, Flaw flaw) {
        this.name = name;
        this.streams = streams;
        process = world.process(name);
        machine = new GroupMachine(name, assignor, REPORT_AFTER);
        znodes = new WorldZnodes(
                () -> session,
                task -> process.after(RETRY_MS, task),
                group,
                name,
                Subscription.toTopics(streams, 0),
                flaw,
                this::answer,
                event -> changed());
        session = process.open(SESSION_MS, this::onState);
        process.after(MESSAGE_MS, this::processMessages);
        process.after(COMMIT_MS, this::commit);
    }

    String name() {
        return name;
    }

    ClientProcess process() {
        return process;
    }

    GroupMachine machine() {
        return machine;
    }

    Map<String, Integer> streams() {
        return streams;
    }

    long sessionId() {
        return session.id();
    }

    /** Takes part, now and in future. */
    boolean isMember() {
        return process.isAlive() && !machine.isStopped();
    }

    boolean hasProcessed(TopicPartition partition, long from, long to) {
        BitSet messages = processed.getOrDefault(partition, new BitSet());
        return messages.nextClearBit((int) from) >= to;
    }

    void leave() {
        post(new GroupEvent.Leave());
    }

    /** As Curator does, it takes a session for lost that is not heard of for its whole timeout. */
    private void onState(SessionState state) {
        int interruption = ++interruptions;
        switch (state) {
            case CONNECTED -> {
                post(new GroupEvent.Connected(session.id()));
            }
            case SUSPENDED ->
                process.after(SESSION_MS, () -> {
                    if (interruption == interruptions) {
                        post(new GroupEvent.SessionLost());
                    }
                });
            case EXPIRED -> {
                post(new GroupEvent.SessionLost());
                session = process.open(SESSION_MS, this::onState);
            }
            case CLOSED -> {}
        }
    }

    private void post(GroupEvent event) {
        inbox.add(event);
        deliver();
    }

    /** Any number of changes between two steps are one. */
    private void changed() {
        if (!inbox.contains(new GroupEvent.Changed())) {
            post(new GroupEvent.Changed());
        }
    }

    private void answer(GroupEvent event) {
        working = false;
        answers.add(event);
        deliver();
    }

    /**
     * Like the real member's thread, it waits for each operation, and hears of nothing else meanwhile. The process ends with its
     * member, whose nodes go with the session if it could not leave in good order.
     */
    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        while (!working && !(answers.isEmpty() && inbox.isEmpty())) {
            GroupEvent next = answers.isEmpty() ? inbox.remove() : answers.remove();
            machine.on(next).forEach(action -> action.performBy(this));
        }
        delivering = false;
        if (machine.isStopped()) {
            process.crash();
        }
    }

    private void work(Runnable operation) {
        working = true;
        operation.run();
    }

    private void processMessages() {
        reading.replaceAll((partition, next) -> {
            processed.computeIfAbsent(partition, any -> new BitSet()).set(next.intValue());
            return next + 1;
        });
        process.after(MESSAGE_MS, this::processMessages);
    }

    private void commit() {
        post(new GroupEvent.CommitDue(new TreeMap<>(reading)));
        process.after(COMMIT_MS, this::commit);
    }

    @Override
    public void register(GroupAction.Register action) {
        work(() -> znodes.register(action));
    }

    @Override
    public void readGroup(GroupAction.ReadGroup action) {
        work(() -> znodes.readGroup(action));
    }

    @Override
    public void stopReading(GroupAction.StopReading action) {
        SortedMap<TopicPartition, Long> last = new TreeMap<>(reading);
        last.keySet().retainAll(action.partitions());
        reading.keySet().removeAll(action.partitions());
        answers.add(new GroupEvent.ReadingStopped(action.ticket(), last));
    }

    @Override
    public void commitOffsets(GroupAction.CommitOffsets action) {
        work(() -> znodes.commit(action));
    }

    @Override
    public void release(GroupAction.Release action) {
        work(() -> znodes.release(action));
    }

    @Override
    public void claim(GroupAction.Claim action) {
        work(() -> znodes.claim(action));
    }

    @Override
    public void fetchOffsets(GroupAction.FetchOffsets action) {
        work(() -> znodes.fetchOffsets(action));
    }

    @Override
    public void unregister(GroupAction.Unregister action) {
        work(() -> znodes.unregister(action));
    }

    @Override
    public void startReading(GroupAction.StartReading action) {
        action.owners().keySet().forEach(partition -> {
            if (reading.put(partition, action.offsets().getOrDefault(partition, 0L)) != null) {
                throw new AssertionError(name + " is told twice to read " + partition);
            }
        });
    }

    @Override
    public void losePartitions(GroupAction.LosePartitions action) {
        reading.keySet().removeAll(action.partitions());
    }

    @Override
    public void retryLater(GroupAction.RetryLater action) {
        process.after(RETRY_MS, () -> post(new GroupEvent.RetryDue(action.ticket())));
    }

    @Override
    public void report(GroupAction.Report action) {
        if (action.kind() == GroupAction.Report.Kind.REFUSED) {
            throw new AssertionError(name + " is refused: " + action.detail());
        }
    }
}
