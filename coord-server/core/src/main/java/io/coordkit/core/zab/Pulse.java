package io.coordkit.core.zab;

import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Primary;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.quorum.AckLedger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pings of an established leader, which keep its learners and prove that it still leads, and the syncs that wait for that proof. */
final class Pulse {
    private final RoleContext context;
    private final Turn turn;
    private final History history;
    private final Learners learners;
    private final Announcements announcements;
    private final Consumer<Learner> onSynced;
    private final SyncBarrier barrier;
    private long pingAtMs = Long.MAX_VALUE;
    private @Nullable Primary primary;

    /**
     * The pulse of one that is not established.
     *
     * @param answers which server has answered which ping
     * @param onSynced answers the oldest sync of a learner
     */
    Pulse(
            RoleContext context,
            Learners learners,
            Announcements announcements,
            AckLedger answers,
            Consumer<Learner> onSynced) {
        this.context = context;
        this.turn = context.turn();
        this.history = context.history();
        this.learners = learners;
        this.announcements = announcements;
        this.onSynced = onSynced;
        this.barrier = new SyncBarrier(answers);
    }

    /** From now on it beats. */
    void start(Primary established) {
        primary = established;
        pingAtMs = nextMs();
    }

    private long nextMs() {
        return turn.nowMs() + context.config().tickMs() / 2;
    }

    /** When the next ping is sent, in ms. */
    long deadlineMs() {
        return pingAtMs;
    }

    /** How many syncs wait. */
    int waitingSyncs() {
        return barrier.size();
    }

    void onTime() {
        if (turn.nowMs() >= pingAtMs) {
            ping();
        }
    }

    private void ping() {
        pingAtMs = nextMs();
        long number = barrier.nextPing(context.config().self());
        for (Learner learner : learners.all()) {
            if (learner.step == Learner.Step.ACTIVE) {
                learner.pings.addLast(number);
                context.writer().send(learner, PacketType.PING, newestZxid());
            }
        }
        answerSyncs();
    }

    private long newestZxid() {
        if (primary == null) {
            throw new IllegalStateException("not established");
        }
        return primary.lastZxid();
    }

    /** A learner has answered the oldest ping. */
    void onPinged(Learner learner) {
        Long number = learner.pings.pollFirst();
        if (number != null && !learner.observer) {
            barrier.onAnswered(learner.server, number);
            answerSyncs();
        }
    }

    /**
     * Somebody wants to have everything that anybody was told before.
     *
     * @param learner who asks, or null for a connection here
     */
    void sync(@Nullable Learner learner, long connection) {
        barrier.add(newestZxid(), learner, connection);
        maybePingForSync();
    }

    /** Whoever waits for this learner is not there any more. */
    void forget(Learner learner) {
        barrier.forget(learner);
    }

    /** Something was applied, or proven. */
    void answerSyncs() {
        if (announcements.areWaiting()) {
            // Decided and not told yet: a learner must hear of it before the answer. This is called again then.
            return;
        }
        long applied = history.tree().lastZxid();
        for (SyncBarrier.Waiting done = barrier.poll(applied); done != null; done = barrier.poll(applied)) {
            if (done.learner() == null) {
                context.clients().onSynced(done.connection());
            } else {
                onSynced.accept(done.learner());
            }
        }
        maybePingForSync();
    }

    private void maybePingForSync() {
        if (barrier.wantsPing()) {
            ping();
        }
    }
}
