package io.coordkit.server.runtime;

import io.coordkit.core.client.AuditSink;
import io.coordkit.core.client.Tuning;
import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Report;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.zab.ServerStatus;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one replica on one event loop. Inputs that arrive while the loop is awake form a batch: the time is read once, and
 * effects are carried out once, when the loop has taken everything that was ready. Sockets that live on the same loop reach
 * the replica without any hand-over.
 */
public final class ReplicaDriver implements Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaDriver.class);

    private final EventLoop loop;
    private final EffectRunner effects;
    private final Replica replica;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final List<AwaitedStatus> awaited = new ArrayList<>();
    private boolean batchOpen;
    private boolean stopped;
    private long wakeUpNanos = Long.MAX_VALUE;

    /** Somebody waits for the replica to be like that. */
    private record AwaitedStatus(Predicate<ServerStatus> wanted, CompletableFuture<ServerStatus> answer) {
        /** Whether nobody waits any more; the answer is given on another thread, as somebody may go on from there. */
        boolean isOver(ServerStatus now) {
            boolean fulfilled = !answer.isDone() && wanted.test(now);
            if (fulfilled) {
                answer.completeAsync(() -> now);
            }
            return fulfilled || answer.isDone();
        }

        void giveUp() {
            answer.completeExceptionally(new IllegalStateException("the server has stopped"));
        }
    }

    /** Makes the replica once there is an outbox for its first effects. */
    @FunctionalInterface
    public interface ReplicaFactory {
        Replica create(Input.Tick start, Outbox outbox);
    }

    /** On the loop. */
    ReplicaDriver(EventLoop loop, EffectRunner effects, PeerNetwork network, ReplicaFactory factory) {
        this.loop = loop;
        this.effects = effects;
        effects.onDrained(
                connection -> later(() -> handle(new Input.ClientDrained(connection))),
                link -> later(() -> peerDrained(link)));
        network.start(this);
        this.replica = factory.create(now(), effects);
        effects.flush();
    }

    /** The loop on which the replica lives. */
    public EventLoop loop() {
        return loop;
    }

    /** Completes exceptionally when the replica had to stop: a disk failed, or a bug was found. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /**
     * A socket was accepted.
     *
     * @param subject of the certificate that the client has proven to be its own, if it has
     */
    public void connected(long connection, String address, Optional<String> subject, Link link) {
        run(() -> {
            effects.addClient(connection, link);
            handle(new Input.ClientConnected(connection, address, subject));
        });
    }

    /** A socket is gone. */
    public void gone(long connection) {
        run(() -> {
            effects.removeClient(connection);
            handle(new Input.ClientGone(connection));
        });
    }

    /** Hands over one input, from any thread. */
    @Override
    public void post(Input input) {
        run(() -> handle(input));
    }

    /** Hands over inputs in order, from any thread; the list is the driver's until {@code handled} is run, on its loop. */
    @Override
    public void postAll(List<Input> inputs, Runnable handled) {
        run(() -> {
            for (int i = 0; i < inputs.size(); i++) {
                handle(inputs.get(i));
            }
            handled.run();
        });
    }

    /** As {@link #postAll}, for what a client has sent in so many bytes. */
    public void received(List<Input> inputs, long bytes, Runnable handled) {
        run(() -> {
            replica.stats().add(Count.BYTES_RECEIVED, bytes);
            postAll(inputs, handled);
        });
    }

    @Override
    public void linkOpened(long link, Link way, Input input) {
        run(() -> {
            effects.addPeer(link, way);
            handle(input);
        });
    }

    @Override
    public void linkReceived(long link, List<Input> inputs, Runnable handled) {
        run(() -> {
            // Each of them may make the replica close the link.
            for (int i = 0; i < inputs.size() && effects.hasPeer(link); i++) {
                handle(inputs.get(i));
            }
            handled.run();
        });
    }

    /** A link may end while a step writes to it, and is not told about before that step is over. */
    @Override
    public void linkGone(long link, String reason) {
        loop.execute(() -> {
            if (effects.removePeer(link)) {
                handle(new Input.PeerGone(link, reason));
            }
        });
    }

    private void peerDrained(long link) {
        if (effects.hasPeer(link)) {
            handle(new Input.PeerDrained(link));
        }
    }

    /** Reads something of the replica between two steps. */
    public <T> CompletableFuture<T> query(Function<Replica, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        run(() -> {
            try {
                answer.complete(question.apply(replica));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** The clients and their sockets, between two steps. */
    public CompletableFuture<List<ClientView>> clients() {
        return query(asked -> effects.join(asked.clients().views()));
    }

    /** Clients' sockets that are not read at the moment, for whatever reason; on the loop only. */
    public int unreadSockets() {
        return effects.unreadSockets();
    }

    /** Writes a snapshot of the state as it is now, or newer; completes with the zxid in its name. */
    public CompletableFuture<Long> takeSnapshot() {
        CompletableFuture<Long> zxid = new CompletableFuture<>();
        run(() -> {
            effects.wantedSnapshots().add().whenComplete((written, failure) -> {
                if (failure == null) {
                    zxid.complete(written);
                } else {
                    zxid.completeExceptionally(failure);
                }
            });
            handle(new Input.SnapshotWanted());
        });
        return zxid;
    }

    /**
     * Replaces the state by this tree; completes with {@link Report.Restored} or {@link Report.NotRestored}, exceptionally when the
     * server stops before.
     */
    public CompletableFuture<Report> restore(DataTree tree) {
        CompletableFuture<Report> end = new CompletableFuture<>();
        run(() -> {
            effects.awaitedRestore().begin().whenComplete((report, failure) -> {
                if (failure == null) {
                    end.complete(report);
                } else {
                    end.completeExceptionally(failure);
                }
            });
            if (stopped) {
                effects.awaitedRestore().giveUp();
            }
            handle(new Input.RestoreWanted(tree));
        });
        return end;
    }

    /** From now on clients are held to something else; completes as soon as they are. */
    public CompletableFuture<Tuning> tune(UnaryOperator<Tuning> change) {
        return query(asked -> {
            Tuning tuning = change.apply(asked.clients().tuning());
            handle(new Input.Tuned(tuning));
            return tuning;
        });
    }

    /** The log is on disk up to here, after a force that took so long for so many batches. */
    void logDurable(long zxid, long forceMs, int batches, boolean slow) {
        run(() -> {
            replica.stats().onForced(forceMs, batches, slow);
            handle(new Input.LogDurable(zxid));
        });
    }

    /** A snapshot is on disk; it took so long. */
    void snapshotDurable(long zxid, long takenMs) {
        run(() -> {
            replica.stats().add(Measure.SNAPSHOT, takenMs);
            effects.wantedSnapshots().onDurable(zxid);
            handle(new Input.SnapshotDurable(zxid));
        });
    }

    /** A snapshot will not be written: there is no space. */
    void snapshotAbandoned() {
        run(() -> {
            effects.wantedSnapshots().onDropped();
            handle(new Input.SnapshotAbandoned());
        });
    }

    /** Runs {@code action} whenever this server's role or the membership is about to change, on the loop; it must be quick. */
    public void whenPlaceChanges(Runnable action) {
        run(() -> effects.onPlaceChanged(action));
    }

    /** From now on writes of clients are told to this one, on the loop. */
    public void auditTo(AuditSink sink) {
        run(() -> replica.clients().auditTo(sink));
    }

    /** Counts what has happened outside of the replica; from any thread. */
    public void note(Consumer<ServerStats> fact) {
        run(() -> fact.accept(replica.stats()));
    }

    /**
     * Completes as soon as the replica is like that, which is looked at after each batch; exceptionally, with {@link
     * IllegalStateException}, when it stops before.
     */
    public CompletableFuture<ServerStatus> whenStatus(Predicate<ServerStatus> wanted) {
        AwaitedStatus mine = new AwaitedStatus(wanted, new CompletableFuture<>());
        try {
            run(() -> {
                if (stopped) {
                    mine.giveUp();
                } else if (!mine.isOver(replica.status())) {
                    awaited.add(mine);
                }
            });
        } catch (RejectedExecutionException closed) {
            mine.giveUp();
        }
        return mine.answer();
    }

    /** Handles nothing any more; completes when the step that was running has ended. */
    CompletableFuture<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        run(() -> {
            markStopped();
            done.complete(null);
        });
        return done;
    }

    /** Stops for good because something can no longer be relied upon. */
    void fail(Throwable cause) {
        run(() -> {
            if (!stopped) {
                markStopped();
                failure.completeExceptionally(cause);
            }
        });
    }

    private void markStopped() {
        stopped = true;
        awaited.forEach(AwaitedStatus::giveUp);
        awaited.clear();
        effects.discard();
        effects.wantedSnapshots().onDropped();
        effects.awaitedRestore().giveUp();
    }

    private void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** After a look at the sockets: who reads as fast as we write must not keep others waiting. */
    private void later(Runnable task) {
        loop.schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    private void handle(Input input) {
        if (stopped) {
            return;
        }
        try {
            if (!batchOpen) {
                batchOpen = true;
                loop.execute(this::closeBatch);
                replica.step(now(), effects);
            }
            replica.step(input, effects);
        } catch (StorageException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            LOG.error("replica-broken input={}", input.getClass().getSimpleName(), e);
            fail(e);
        }
    }

    private void closeBatch() {
        batchOpen = false;
        if (stopped) {
            return;
        }
        try {
            effects.flush();
        } catch (RuntimeException | Error e) {
            LOG.error("effects-broken", e);
            fail(e);
            return;
        }
        if (!awaited.isEmpty()) {
            ServerStatus now = replica.status();
            awaited.removeIf(each -> each.isOver(now));
        }
        scheduleWakeUp();
    }

    /** One timer is enough: it is set again only when something is due before it. */
    private void scheduleWakeUp() {
        long deadline = replica.nextDeadlineNanos();
        if (deadline < wakeUpNanos) {
            wakeUpNanos = deadline;
            long delay = Math.max(0, deadline - System.nanoTime());
            loop.schedule(() -> wakeUp(deadline), delay, TimeUnit.NANOSECONDS);
        }
    }

    private void wakeUp(long deadline) {
        if (wakeUpNanos == deadline) {
            wakeUpNanos = Long.MAX_VALUE;
            handle(now());
        }
    }

    /** First wake-up; later ones follow from batches. */
    void start() {
        run(this::scheduleWakeUp);
    }

    private static Input.Tick now() {
        return new Input.Tick(System.nanoTime(), System.currentTimeMillis());
    }
}
