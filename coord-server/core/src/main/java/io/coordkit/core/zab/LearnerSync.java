package io.coordkit.core.zab;

import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.stats.Count;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.tree.TreeStreamEncoder;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteWriter;
import java.nio.charset.StandardCharsets;

/**
 * Brings learners to the leader's history ({@code LearnerHandler.syncFollower} of the reference): the missing transactions, or
 * the whole tree in slices and then the transactions made meanwhile; those not decided yet; and NEWLEADER behind everything.
 */
final class LearnerSync {
    private static final int SLICE_BYTES = 1 << 18;
    private static final int BATCH_BYTES = 1 << 16;

    private final Turn turn;
    private final History history;
    private final PeerWriter writer;
    private final byte[] membership;
    private final JuteWriter batch = new JuteWriter(1024);

    LearnerSync(Ensemble ensemble) {
        this.turn = ensemble.turn();
        this.history = ensemble.history();
        this.writer = ensemble.writer();
        this.membership = ensemble.config().membership().toText().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Begins with a learner that has promised itself; false if it cannot be done.
     *
     * @param established whether the leader is: before that whatever is in its log belongs to the history with which it begins
     */
    boolean begin(Learner learner, long epoch, boolean established, Learners learners) {
        // Whoever has the last transaction has everything, although the tree may say that an epoch has begun since.
        long newest = established ? history.appliedZxid() : history.lastZxid();
        long leaderLast = learner.lastZxid == newest ? newest : history.tree().lastZxid();
        SyncPlan plan = SyncPlan.decide(learner.lastZxid, leaderLast, Backlog.of(history, established));
        turn.stats().add(plan.type() == PacketType.SNAP ? Count.LEARNER_SNAP : Count.LEARNER_DIFF);
        turn.outbox()
                .report(new Report.LearnerSyncing(learner.server, plan.type().name(), learner.lastZxid));
        writer.send(learner.link, plan.type(), plan.zxid());
        if (plan.type() != PacketType.SNAP) {
            return finish(learner, plan.sendAfter(), epoch, established);
        }
        learner.step = Learner.Step.STREAMED;
        learner.stream = new TreeStreamEncoder(history.tree());
        learner.streamedZxid = plan.sendAfter();
        pin(learners);
        return goOn(learner, epoch, established, learners);
    }

    /** Sends the next slice of the tree, or what comes behind it. */
    boolean goOn(Learner learner, long epoch, boolean established, Learners learners) {
        TreeStreamEncoder stream = learner.stream;
        if (stream == null) {
            return true;
        }
        writer.send(learner.link, stream.nextChunk(SLICE_BYTES));
        if (!stream.isDone()) {
            turn.outbox().reportPeerDrained(learner.link);
            return true;
        }
        learner.stream = null;
        boolean sent = finish(learner, learner.streamedZxid, epoch, established);
        pin(learners);
        return sent;
    }

    /** A learner is lost. */
    void stop(Learner learner, Learners learners) {
        TreeStreamEncoder stream = learner.stream;
        if (stream != null) {
            stream.stop();
            learner.stream = null;
            pin(learners);
        }
    }

    private boolean finish(Learner learner, long after, long epoch, boolean established) {
        RecentLog recent = history.recent();
        if (!covers(recent, after)) {
            return false;
        }
        batch.reset();
        for (int i = recent.indexAfter(after); i < recent.size(); i++) {
            append(learner, recent.zxid(i), recent.payload(i), true);
        }
        for (Proposal pending : history) {
            if (pending.zxid() > after && !established) {
                append(learner, pending.zxid(), pending.payload(), true);
            } else if (established && !learner.observer) {
                append(learner, pending.zxid(), pending.payload(), false);
                learner.onProposed(pending.zxid(), turn.nowMs());
            }
        }
        PeerWriter.append(batch, PacketType.NEW_LEADER, Zxid.of(epoch, 0), membership);
        writer.send(learner.link, batch);
        learner.step = Learner.Step.SENT;
        return true;
    }

    private void append(Learner learner, long zxid, byte[] payload, boolean decided) {
        PeerWriter.append(batch, PacketType.PROPOSAL, zxid, payload);
        if (decided) {
            PeerWriter.append(batch, PacketType.COMMIT, zxid);
        }
        if (batch.length() > BATCH_BYTES) {
            writer.send(learner.link, batch);
            batch.reset();
        }
    }

    /** Whether everything that is applied and newer can be sent again. */
    private boolean covers(RecentLog recent, long after) {
        if (history.appliedZxid() <= after) {
            return true;
        }
        return recent.size() > 0
                && recent.dropped() <= after
                && (recent.first() <= after || Zxid.isNext(after, recent.first()));
    }

    private void pin(Learners learners) {
        long oldest = Long.MAX_VALUE;
        for (Learner learner : learners.all()) {
            if (learner.stream != null) {
                oldest = Math.min(oldest, learner.streamedZxid);
            }
        }
        if (oldest == Long.MAX_VALUE) {
            history.recent().unpin();
        } else {
            history.recent().pinAfter(oldest);
        }
    }
}
