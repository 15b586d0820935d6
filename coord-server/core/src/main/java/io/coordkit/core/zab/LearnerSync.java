package io.coordkit.core.zab;

import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.tree.TreeStreamEncoder;
import io.coordkit.core.txn.Zxid;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings learners to this server's history ({@code LearnerHandler.syncFollower} of the reference): the missing transactions, from
 * memory or from the log files, or the whole tree, in slices, and then the transactions made meanwhile; those not decided yet; and
 * NEWLEADER behind everything. What returns a text has failed for that reason; an empty one is success.
 */
final class LearnerSync {
    private static final int SLICE_BYTES = 1 << 18;
    private static final int BATCH_BYTES = 1 << 16;
    private static final String LAGS = "lags too far behind";
    private static final String DONE = "";

    private final Turn turn;
    private final History history;
    private final PeerWriter writer;
    private final SyncLimits limits;
    private final Learners learners;
    private final Supplier<Membership> membership;
    private final long keptBytesMax;
    private final PacketBatch batch = new PacketBatch();

    /**
     * @param membership which one learners are told
     * @param keptBytesMax how much of what is decided meanwhile is kept for them, in bytes
     */
    LearnerSync(RoleContext context, Learners learners, Supplier<Membership> membership, long keptBytesMax) {
        this.turn = context.turn();
        this.history = context.history();
        this.writer = context.writer();
        this.limits = context.config().syncLimits();
        this.learners = learners;
        this.membership = membership;
        this.keptBytesMax = keptBytesMax;
    }

    /**
     * Begins with a learner that has promised itself.
     *
     * @param established whether the leader is: before that whatever is in its log belongs to the history with which it begins
     */
    String begin(Learner learner, long epoch, boolean established) {
        Backlog memory = Backlog.of(history, established);
        SyncPlan plan = decide(learner, established, memory);
        long oldest = memory.isEmpty() ? history.appliedZxid() : memory.first();
        boolean mayBeInLog = learner.lastZxid > Zxid.NONE
                && learner.lastZxid < oldest
                && oldest <= Math.min(history.appliedZxid(), history.durableZxid());
        if (plan.type() != PacketType.SNAP || !mayBeInLog || !limits.readsLog()) {
            return carryOut(learner, plan, epoch, established);
        }
        learner.step = Learner.Step.STREAMED;
        learner.log = Learner.LogReading.SEARCHED;
        learner.streamedZxid = oldest;
        pin();
        turn.outbox().searchLog(learner.link, learner.lastZxid, oldest);
        return DONE;
    }

    /**
     * The log files were searched.
     *
     * @param base newest zxid in them that is not beyond the learner's, if all that follows is there and is not too much; otherwise
     *     {@link Zxid#UNKNOWN}
     */
    String onSearched(Learner learner, long base, long epoch, boolean established) {
        if (learner.log != Learner.LogReading.SEARCHED) {
            return DONE;
        }
        learner.log = Learner.LogReading.NONE;
        Backlog memory = Backlog.of(history, established);
        boolean isThere = base != Zxid.UNKNOWN;
        SyncPlan plan =
                decide(learner, established, isThere ? memory.reachingBackTo(base, learner.streamedZxid) : memory);
        if (!isThere || plan.type() == PacketType.SNAP) {
            return carryOut(learner, plan, epoch, established);
        }
        if (isTooMany(learner, limits.logs(), Learner.LogReading.READ)) {
            return "too many others are sent the log";
        }
        announce(learner, plan, plan.type().name() + "-LOG");
        learner.log = Learner.LogReading.READ;
        learner.sentZxid = plan.sendAfter();
        turn.outbox().readLog(learner.link);
        return DONE;
    }

    /** The next transactions from the log files. */
    String onRead(Learner learner, LogSlice slice, long epoch, boolean established) {
        if (learner.log != Learner.LogReading.READ) {
            return DONE;
        }
        batch.reset();
        for (LogSlice.Item item : slice.items()) {
            learner.sentZxid = item.zxid();
            append(learner, item.zxid(), item.payload(), true);
        }
        writer.send(learner, batch);
        if (!slice.isLast()) {
            turn.outbox().reportPeerDrained(learner.link);
            return DONE;
        }
        closeLog(learner);
        String outcome = finish(learner, learner.sentZxid, epoch, established);
        pin();
        return outcome;
    }

    private SyncPlan decide(Learner learner, boolean established, Backlog backlog) {
        // Whoever has the last transaction has everything, although the tree may say that an epoch has begun since.
        long newest = established ? history.appliedZxid() : history.lastZxid();
        long leaderLast = learner.lastZxid == newest ? newest : history.tree().lastZxid();
        return SyncPlan.decide(learner.lastZxid, leaderLast, backlog);
    }

    private void announce(Learner learner, SyncPlan plan, String name) {
        boolean isTree = plan.type() == PacketType.SNAP;
        turn.stats().add(isTree ? Count.LEARNER_SNAP : Count.LEARNER_DIFF);
        Measure way = isTree ? Measure.INFLIGHT_SNAP : Measure.INFLIGHT_DIFF;
        learner.counted = Optional.of(way);
        countUnderWay(way);
        turn.outbox().report(new Report.LearnerSyncing(learner.server, name, learner.lastZxid));
        writer.send(learner, plan.type(), plan.zxid());
    }

    /** How many are being synchronised in the same way is measured whenever one begins or is done. */
    private void countUnderWay(Measure way) {
        turn.stats()
                .add(
                        way,
                        learners.all().stream()
                                .filter(learner -> learner.counted.equals(Optional.of(way)))
                                .count());
    }

    /** A learner has everything on disk. */
    void onSynced(Learner learner) {
        Optional<Measure> way = learner.counted;
        learner.counted = Optional.empty();
        way.ifPresent(this::countUnderWay);
    }

    private String carryOut(Learner learner, SyncPlan plan, long epoch, boolean established) {
        boolean isTree = plan.type() == PacketType.SNAP;
        if (isTree && isTooMany(learner, limits.trees(), Learner.LogReading.NONE)) {
            return "too many others are sent the tree";
        }
        announce(learner, plan, plan.type().name());
        if (!isTree) {
            String outcome = finish(learner, plan.sendAfter(), epoch, established);
            pin();
            return outcome;
        }
        learner.step = Learner.Step.STREAMED;
        learner.stream = new TreeStreamEncoder(history.tree());
        learner.streamedZxid = plan.sendAfter();
        pin();
        return goOn(learner, epoch, established);
    }

    /** Whether an observer comes when that many others are served in the same way; a voter is needed. */
    private boolean isTooMany(Learner learner, int most, Learner.LogReading way) {
        long others = learners.all().stream()
                .filter(other -> other != learner && other.isStreamed() && other.log == way)
                .count();
        return learner.observer && others >= most;
    }

    /** What was sent has left: sends the next slice, or what comes behind the last. */
    String goOn(Learner learner, long epoch, boolean established) {
        if (learner.log == Learner.LogReading.READ) {
            turn.outbox().readLog(learner.link);
            return DONE;
        }
        TreeStreamEncoder stream = learner.stream;
        if (stream == null) {
            return DONE;
        }
        writer.send(learner.link, stream.nextChunk(SLICE_BYTES));
        if (!stream.isDone()) {
            turn.outbox().reportPeerDrained(learner.link);
            return DONE;
        }
        learner.stream = null;
        String outcome = finish(learner, learner.streamedZxid, epoch, established);
        pin();
        return outcome;
    }

    /** A learner is lost. */
    void stop(Learner learner) {
        TreeStreamEncoder stream = learner.stream;
        if (stream != null) {
            stream.stop();
            learner.stream = null;
        }
        if (learner.log != Learner.LogReading.NONE) {
            closeLog(learner);
        }
        pin();
    }

    private void closeLog(Learner learner) {
        learner.log = Learner.LogReading.NONE;
        turn.outbox().closeLog(learner.link);
    }

    private String finish(Learner learner, long after, long epoch, boolean established) {
        RecentLog recent = history.recent();
        if (!covers(recent, after)) {
            return LAGS;
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
        byte[] text = membership.get().toText().getBytes(StandardCharsets.UTF_8);
        batch.add(PacketType.NEW_LEADER, Zxid.of(epoch, 0), text);
        writer.send(learner, batch);
        learner.step = Learner.Step.SENT;
        return DONE;
    }

    private void append(Learner learner, long zxid, byte[] payload, boolean decided) {
        batch.add(PacketType.PROPOSAL, zxid, payload);
        if (decided) {
            batch.add(PacketType.COMMIT, zxid);
        }
        if (batch.bytes().length() > BATCH_BYTES) {
            writer.send(learner, batch);
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

    private void pin() {
        long oldest = Long.MAX_VALUE;
        for (Learner learner : learners.all()) {
            if (learner.isStreamed()) {
                oldest = Math.min(oldest, learner.streamedZxid);
            }
        }
        if (oldest == Long.MAX_VALUE) {
            history.recent().unpin();
        } else {
            history.recent().pinAfter(oldest, keptBytesMax);
        }
    }
}
