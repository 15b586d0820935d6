package io.coordkit.kafka;

import io.coordkit.kafka.machine.GroupAction;
import io.coordkit.kafka.machine.GroupEvent;
import io.coordkit.kafka.machine.GroupMachine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Performs the machine's actions: on znodes, on the application, on the timer. Runs on the member's thread. */
final class GroupPerformer implements GroupAction.Performer {
    private static final Logger LOG = LoggerFactory.getLogger(GroupPerformer.class);

    /** One operation on znodes, answered by one event. */
    private interface Operation {
        GroupEvent run() throws KeeperException;
    }

    private final CuratorFramework client;
    private final Znodes znodes;
    private final GroupZnodes groupZnodes;
    private final OwnerZnodes ownerZnodes;
    private final GroupListener listener;
    private final Consumer<GroupEvent> post;
    private final Consumer<GroupEvent> postLater;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Deque<GroupEvent> inbox = new ArrayDeque<>();
    private final AtomicBoolean changePosted = new AtomicBoolean();
    private volatile Optional<Thread> ownThread = Optional.empty();
    private volatile Optional<String> refusal = Optional.empty();

    GroupPerformer(
            CuratorFramework client,
            GroupSettings settings,
            GroupListener listener,
            Consumer<GroupEvent> post,
            Consumer<GroupEvent> postLater) {
        this.client = client;
        this.znodes = new Znodes(client);
        this.groupZnodes = new GroupZnodes(
                client, settings.group(), settings.consumerId(), settings.subscription(), this::onWatch);
        this.ownerZnodes = new OwnerZnodes(
                client, settings.group(), settings.consumerId(), settings.subscription(), groupZnodes, this::onWatch);
        this.listener = listener;
        this.post = post;
        this.postLater = postLater;
    }

    /** Delivers an event and all that follow from it. */
    void perform(GroupMachine machine, GroupEvent event) {
        ownThread = Optional.of(Thread.currentThread());
        if (event instanceof GroupEvent.Changed) {
            changePosted.set(false);
        }
        inbox.add(event);
        while (!inbox.isEmpty()) {
            machine.on(inbox.remove()).forEach(action -> action.performBy(this));
        }
    }

    boolean isOwnThread() {
        return ownThread.filter(thread -> thread == Thread.currentThread()).isPresent();
    }

    /** Why the member was refused, if it was. */
    Optional<String> refusal() {
        return refusal;
    }

    /** The session of the client; empty while it has none. */
    OptionalLong currentSession() {
        try {
            return OptionalLong.of(znodes.sessionId());
        } catch (KeeperException | RegistryException e) {
            LOG.debug("no session: {}", e.getMessage());
            return OptionalLong.empty();
        }
    }

    void position(TopicPartition partition, long nextOffset) {
        positions.put(partition, nextOffset);
    }

    Map<TopicPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Any number of watch events between two steps are one change. */
    private void onWatch(WatchedEvent event) {
        if (event.getType() != EventType.None && changePosted.compareAndSet(false, true)) {
            post.accept(new GroupEvent.Changed());
        }
    }

    @Override
    public void register(GroupAction.Register action) {
        answer(action.ticket(), () -> groupZnodes.register(action));
    }

    @Override
    public void readGroup(GroupAction.ReadGroup action) {
        answer(action.ticket(), () -> groupZnodes.readGroup(action));
    }

    @Override
    public void commitOffsets(GroupAction.CommitOffsets action) {
        answer(action.ticket(), () -> ownerZnodes.commit(action));
    }

    @Override
    public void release(GroupAction.Release action) {
        answer(action.ticket(), () -> ownerZnodes.release(action));
    }

    @Override
    public void claim(GroupAction.Claim action) {
        answer(action.ticket(), () -> ownerZnodes.claim(action));
    }

    @Override
    public void fetchOffsets(GroupAction.FetchOffsets action) {
        answer(action.ticket(), () -> groupZnodes.fetchOffsets(action));
    }

    @Override
    public void unregister(GroupAction.Unregister action) {
        answer(action.ticket(), () -> groupZnodes.unregister(action));
    }

    @Override
    public void stopReading(GroupAction.StopReading action) {
        tell(() -> listener.onRevoked(action.partitions()));
        Map<TopicPartition, Long> last = new LinkedHashMap<>();
        for (TopicPartition partition : action.partitions()) {
            Long position = positions.remove(partition);
            if (position != null) {
                last.put(partition, position);
            }
        }
        inbox.add(new GroupEvent.ReadingStopped(action.ticket(), last));
    }

    @Override
    public void losePartitions(GroupAction.LosePartitions action) {
        tell(() -> listener.onLost(action.partitions()));
        positions.keySet().removeAll(action.partitions());
    }

    @Override
    public void startReading(GroupAction.StartReading action) {
        Map<TopicPartition, AssignedPartition> assigned = new LinkedHashMap<>();
        action.owners().forEach((partition, stream) -> {
            Long offset = action.offsets().get(partition);
            assigned.put(
                    partition,
                    new AssignedPartition(stream, offset == null ? OptionalLong.empty() : OptionalLong.of(offset)));
        });
        positions.keySet().removeAll(assigned.keySet());
        tell(() -> listener.onAssigned(assigned));
    }

    @Override
    public void retryLater(GroupAction.RetryLater action) {
        postLater.accept(new GroupEvent.RetryDue(action.ticket()));
    }

    @Override
    public void report(GroupAction.Report action) {
        if (action.kind() == GroupAction.Report.Kind.REFUSED) {
            refusal = Optional.of(action.detail());
        }
        tell(() -> listener.onReport(action));
    }

    private void answer(long ticket, Operation operation) {
        try {
            inbox.add(operation.run());
        } catch (KeeperException | RuntimeException e) { // whatever it was, the machine waits for an answer
            if (client.getState() == CuratorFrameworkState.STOPPED) {
                inbox.add(new GroupEvent.SessionLost()); // closing the client ended the session; there is no other
                inbox.add(new GroupEvent.Leave());
            } else {
                inbox.add(new GroupEvent.OperationFailed(ticket, e.toString()));
            }
        }
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a group listener failed", e);
        }
    }
}
