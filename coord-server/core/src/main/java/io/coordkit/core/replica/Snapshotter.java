package io.coordkit.core.replica;

import io.coordkit.core.broadcast.History;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.wire.JuteWriter;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a snapshot is due, and writes it in slices between other work: one slice is on its way to the disk at a time,
 * so neither memory nor anybody's latency pays for the size of the tree.
 */
final class Snapshotter {
    private final Turn turn;
    private final History history;
    private final DataTree tree;
    private final SnapshotPolicy policy;
    private @Nullable SnapshotEncoder running;
    private boolean isStored;
    private boolean isWanted;
    private long contentZxid;
    private long sinceLast;
    private long bytesSinceLast;
    private long threshold;
    private long bytesThreshold;

    Snapshotter(Turn turn, History history, SnapshotPolicy policy, long sinceLast) {
        this.turn = turn;
        this.history = history;
        this.tree = history.tree();
        this.policy = policy;
        this.sinceLast = sinceLast;
        drawThresholds();
    }

    /** A transaction has been applied whose record has this length. */
    void onApplied(int bytes) {
        sinceLast++;
        bytesSinceLast += bytes;
        if ((sinceLast > threshold || bytesSinceLast > bytesThreshold) && running == null) {
            start();
        }
    }

    /** One is wanted now; what is being written may have passed what has changed since, so another one follows it. */
    void onWanted() {
        if (running == null) {
            start();
        } else {
            isWanted = true;
        }
    }

    /** The last slice has been taken. */
    void onStored() {
        SnapshotEncoder encoder = running;
        if (encoder == null || isStored) {
            return;
        }
        if (encoder.isDone()) {
            contentZxid = history.appliedZxid();
            isStored = true;
            maybeFinish();
        } else {
            writeSlice(encoder);
        }
    }

    /** The log has come further. */
    void onLogDurable() {
        if (isStored) {
            maybeFinish();
        }
    }

    /**
     * A snapshot must not be valid before the log has everything of which it contains something, nor appear while the disk is being
     * changed: beside a tree that another server has sent it would be the beginning of a history with a hole.
     */
    private void maybeFinish() {
        if (!history.isHeld() && history.durableZxid() >= contentZxid) {
            turn.outbox().finishSnapshot();
            running = null;
            isStored = false;
            if (isWanted) {
                isWanted = false;
                start();
            }
        }
    }

    /** There is no space for it; the next one may find some. */
    void onAbandoned() {
        SnapshotEncoder encoder = running;
        if (encoder != null) {
            encoder.stop();
            running = null;
            isStored = false;
        }
    }

    /** The tree is about to be replaced. */
    void abandon() {
        if (running != null) {
            turn.outbox().dropSnapshot();
            onAbandoned();
        }
    }

    void onDurable(long zxid) {
        turn.outbox().report(new Report.SnapshotFinished(zxid));
    }

    private void start() {
        sinceLast = 0;
        bytesSinceLast = 0;
        drawThresholds();
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        running = encoder;
        turn.outbox().rollLog();
        turn.outbox().startSnapshot(encoder.zxid());
        turn.outbox().report(new Report.SnapshotStarted(encoder.zxid()));
        writeSlice(encoder);
    }

    private void writeSlice(SnapshotEncoder encoder) {
        JuteWriter chunk = encoder.nextChunk(policy.chunkBytes());
        turn.outbox().writeSnapshot(chunk.array(), 0, chunk.length());
    }

    /** Servers of an ensemble count the same transactions; by a seed of their own they do not all write at the same moment. */
    private void drawThresholds() {
        long mixed = (tree.lastZxid() + tree.options().hashSeed()) * 0x9E3779B97F4A7C15L >>> 33;
        threshold = upperHalf(policy.transactions(), mixed);
        bytesThreshold = policy.bytes() == 0 ? Long.MAX_VALUE : upperHalf(policy.bytes(), mixed);
    }

    /** Between half of it and all of it. */
    private static long upperHalf(long limit, long drawn) {
        long half = limit / 2;
        return half + (half == 0 ? 0 : drawn % half);
    }
}
