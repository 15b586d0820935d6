package io.coordkit.kafka;

import io.coordkit.kafka.machine.GroupEvent;
import io.coordkit.kafka.machine.GroupMachine;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.kafka.machine.StreamId;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a consumer group in the layout of Kafka's old (ZooKeeper) consumer, 0.8 to 1.1: it registers itself,
 * shares the partitions of its topics with the other members, keeps the owner nodes and commits offsets.
 *
 * <p>It does not read messages: the application does, told by a {@link GroupListener} what to read and from where. A
 * partition is read by one member at a time, as long as listeners stop when told; offsets of a member that lost its
 * partition without noticing are refused.
 *
 * <p>The client must stay open until {@link #close} returns; a member whose client was closed stops by itself.
 *
 * <p>Thread-safe. One thread per member runs the {@link GroupMachine} and all listener calls.
 */
public final class GroupMember implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);

    private final CuratorFramework client;
    private final GroupSettings settings;
    private final GroupMachine machine;
    private final GroupPerformer performer;
    private final ConnectionStateListener connectionListener = (source, state) -> onConnection(state);
    private final ScheduledThreadPoolExecutor executor;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Map<TopicPartition, StreamId> assignment = Map.of();

    /** Prepares a member; nothing is written before {@link #start}. */
    public GroupMember(CuratorFramework client, GroupSettings settings, GroupListener listener) {
        this.client = client;
        this.settings = settings;
        this.machine = new GroupMachine(settings.consumerId(), settings.assignor(), settings.maxAttempts());
        this.executor =
                new ScheduledThreadPoolExecutor(1, DaemonThreads.named("coord-kafka-group-" + settings.consumerId()));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        this.performer = new GroupPerformer(client, settings, listener, this::post, this::postLater);
    }

    /**
     * Registers and does the first rebalance. It may leave partitions to be claimed later, when their former owner is
     * still there. A member that could not start is closed and leaves nothing behind; make another.
     *
     * @throws IllegalStateException when it was started before
     * @throws ConsumerIdConflictException when another session has the consumer id
     * @throws RegistryException when there is no connection, or the member was closed before
     */
    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("consumer " + consumerId() + " was started before");
        }
        try {
            join();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        settings.autoCommitInterval().ifPresent(this::commitEvery);
    }

    private void join() {
        client.getConnectionStateListenable().addListener(connectionListener);
        try {
            if (!client.blockUntilConnected((int) settings.connectionTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RegistryException("no connection within " + settings.connectionTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while connecting", e);
        }
        runOnMember(this::connected);
        performer.refusal().ifPresent(why -> {
            throw new ConsumerIdConflictException(why);
        });
    }

    /** Our consumer id in the group. */
    public String consumerId() {
        return settings.consumerId();
    }

    /** What may be read now and by which stream; changes with every rebalance. */
    public Map<TopicPartition, StreamId> assignment() {
        return assignment;
    }

    /**
     * Tells the next offset to read of a partition. It is committed with the next automatic commit and before the
     * partition is given up. Ignored for a partition that is not ours.
     */
    public void position(TopicPartition partition, long nextOffset) {
        if (assignment.containsKey(partition)) {
            performer.position(partition, nextOffset);
        }
    }

    /**
     * Commits next offsets now, all in one transaction that is refused if we do not own their partitions at that moment. Goes
     * forward only: offsets that are not beyond what is committed cost nothing. Not to be called from the listener, which
     * has {@link #position}.
     *
     * @throws CommitRejectedException when some were not written
     */
    public void commit(Map<TopicPartition, Long> nextOffsets) {
        commit(nextOffsets, false);
    }

    /**
     * Commits next offsets that may be before what is committed, so that messages are read again by whoever owns the partitions
     * next; otherwise as {@link #commit}.
     *
     * @throws CommitRejectedException when some were not written
     */
    public void rewind(Map<TopicPartition, Long> nextOffsets) {
        nextOffsets.forEach(this::position);
        commit(nextOffsets, true);
    }

    private void commit(Map<TopicPartition, Long> nextOffsets, boolean back) {
        SortedMap<TopicPartition, Long> wanted = new TreeMap<>(PartitionOrder.INSTANCE);
        wanted.putAll(nextOffsets);
        runOnMember(() -> {
            step(new GroupEvent.CommitDue(wanted, back));
            wanted.entrySet().removeIf(entry -> isCommitted(entry.getKey(), entry.getValue(), back));
        });
        if (!wanted.isEmpty()) {
            throw new CommitRejectedException(Collections.unmodifiableSet(wanted.keySet()));
        }
    }

    /**
     * Commits, releases all partitions and leaves the group; the listener is told. Waits at most the close timeout; what
     * could not be removed by then vanishes with the session.
     */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connectionListener);
        post(new GroupEvent.Leave());
        try {
            if (!stopped.await(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("consumer={} did not leave within {}", consumerId(), settings.closeTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }

    private boolean isCommitted(TopicPartition partition, long offset, boolean exactly) {
        Long committed = machine.committed().get(partition);
        return committed != null && (exactly ? committed == offset : committed >= offset);
    }

    private void onConnection(ConnectionState state) {
        switch (state) {
            case RECONNECTED -> submit(this::connected);
            case LOST -> post(new GroupEvent.SessionLost());
            // For the first connection start has waited; to hear of it again would only be a second rebalance.
            case CONNECTED, SUSPENDED, READ_ONLY -> LOG.debug("consumer={} connection={}", consumerId(), state);
        }
    }

    private void connected() {
        performer.currentSession().ifPresent(session -> step(new GroupEvent.Connected(session)));
    }

    private void commitEvery(Duration interval) {
        long millis = interval.toMillis();
        executor.scheduleWithFixedDelay(
                () -> step(new GroupEvent.CommitDue(performer.positions())), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Runs the machine until nothing is left to do; on the member's thread only. */
    private void step(GroupEvent event) {
        performer.perform(machine, event);
        assignment = machine.reading();
        if (machine.isStopped()) {
            stopped.countDown();
        }
    }

    private void post(GroupEvent event) {
        submit(() -> step(event));
    }

    private void postLater(GroupEvent event) {
        executor.schedule(() -> step(event), settings.retryBackoff().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void submit(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("consumer={} is closed", consumerId());
        }
    }

    private void runOnMember(Runnable task) {
        if (performer.isOwnThread()) {
            throw new IllegalStateException("not allowed inside a GroupListener call");
        }
        try {
            executor.submit(task).get();
        } catch (ExecutionException e) {
            throw new RegistryException("the member failed: " + e.getCause(), e);
        } catch (RejectedExecutionException e) {
            throw new RegistryException("consumer " + consumerId() + " is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted", e);
        }
    }
}
