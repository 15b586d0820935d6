package io.coordkit.core.broadcast;

import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.stats.Count;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.DigestCheck;
import io.coordkit.core.tree.TxnResult;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What this server holds of the order of everything: the tree with all that is applied, the transactions that are logged and
 * not applied yet, and the newest applied ones for servers that lag. Whatever is appended here goes to the log, and nothing else
 * goes there. While the disk is being mended, because a leader knows better ({@link #holdAt}), what is appended waits.
 */
public final class History implements Iterable<Proposal> {
    private final Turn turn;
    private final DataTree tree;
    private final RecentLog recent;
    private final ArrayDeque<Proposal> pending = new ArrayDeque<>();
    private final ArrayDeque<Proposal> waiting = new ArrayDeque<>();
    private final ArrayDeque<Proposal> unforced = new ArrayDeque<>();
    private Runnable beforeReplacement = () -> {};
    private Consumer<Proposal> beforeReconfig = proposal -> {};
    private Consumer<Proposal> afterForce = proposal -> {};
    private long lastZxid;
    private long appliedZxid;
    private long durableZxid;
    private long bytesPending;
    private long bytesUnforced;
    private long bytesWaiting;
    private boolean keepsRecent = true;
    private boolean held;
    private long heldAt;
    private long mismatches;
    private boolean differenceSaid;

    /** A history of which everything is applied and on disk. */
    public History(Turn turn, DataTree tree, RecentLog recent) {
        this.turn = turn;
        this.tree = tree;
        this.recent = recent;
        this.lastZxid = tree.lastZxid();
        this.appliedZxid = lastZxid;
        this.durableZxid = lastZxid;
        noteMismatches(true);
    }

    /** The same, for a server on which nobody depends. */
    public static History standalone(Turn turn, DataTree tree) {
        History history = new History(turn, tree, new RecentLog(RecentLog.Limits.NONE));
        history.keepsRecent = false;
        return history;
    }

    /** What must be done before the tree is replaced by another. */
    public void beforeReplacement(Runnable action) {
        beforeReplacement = action;
    }

    /** What must be done before a reconfiguration is logged. */
    public void beforeReconfig(Consumer<Proposal> action) {
        beforeReconfig = action;
    }

    /** What is to be done when a transaction that was appended is on disk; nobody is told of what a mended disk has got meanwhile. */
    public void afterForce(Consumer<Proposal> action) {
        afterForce = action;
    }

    /** The applied state. */
    public DataTree tree() {
        return tree;
    }

    /** The newest applied transactions. */
    public RecentLog recent() {
        return recent;
    }

    /** The newest transaction, applied or not; while the disk is mended, as it will be. */
    public long lastZxid() {
        if (!held) {
            return lastZxid;
        }
        return waiting.isEmpty() ? heldAt : waiting.getLast().zxid();
    }

    /** The newest transaction that is applied; the tree may say more, since epochs begin without a transaction. */
    public long appliedZxid() {
        return appliedZxid;
    }

    /** Everything up to this zxid is on disk. */
    public long durableZxid() {
        return durableZxid;
    }

    /** Whether the disk is being changed. */
    public boolean isHeld() {
        return held;
    }

    /** Whether all of it is on disk. */
    public boolean isDurable() {
        return !held && durableZxid >= lastZxid;
    }

    /** Transactions not applied yet. */
    public int pendingCount() {
        return pending.size();
    }

    /** Bytes of the transactions not applied yet. */
    public long bytesPending() {
        return bytesPending;
    }

    /** Bytes of the transactions that are on their way to the disk; grows when it is slow, or being changed. */
    public long bytesUnforced() {
        return bytesUnforced + bytesWaiting;
    }

    /** The transactions not applied yet, in order. */
    @Override
    public Iterator<Proposal> iterator() {
        return pending.iterator();
    }

    /** Adds a transaction; {@code bytes} are its record's. */
    public void append(Proposal proposal, byte[] bytes, int offset, int length) {
        Invariant.check(proposal.zxid() > lastZxid(), "the history ascends");
        if (held) {
            waiting.addLast(proposal);
            bytesWaiting += proposal.bytes();
            return;
        }
        if (proposal.isReconfig()) {
            beforeReconfig.accept(proposal);
        }
        lastZxid = proposal.zxid();
        pending.addLast(proposal);
        bytesPending += proposal.bytes();
        if (keepsRecent) {
            unforced.addLast(proposal);
            bytesUnforced += proposal.bytes();
        }
        turn.stats().add(Count.LOGGED);
        turn.outbox().appendLog(lastZxid, bytes, offset, length);
    }

    /** The log is on disk up to here. */
    public void onLogDurable(long zxid) {
        // While the disk is mended this is about what was there before, and may have to be written again.
        if (!held) {
            durableZxid = Math.max(durableZxid, zxid);
            while (!unforced.isEmpty() && unforced.getFirst().zxid() <= durableZxid) {
                Proposal forced = unforced.removeFirst();
                bytesUnforced -= forced.bytes();
                afterForce.accept(forced);
            }
        }
    }

    /** Applies what is pending up to {@code zxid}. */
    public void applyUpTo(long zxid, CommitListener listener) {
        for (Proposal head = pending.peekFirst(); head != null && head.zxid() <= zxid; head = pending.peekFirst()) {
            pending.pollFirst();
            bytesPending -= head.bytes();
            appliedZxid = head.zxid();
            TxnResult result = tree.apply(head.logged());
            noteMismatches(false);
            if (keepsRecent) {
                recent.add(head.zxid(), head.payload());
            }
            listener.onCommitted(head, result);
        }
    }

    /** The tree is that of the beginning of an epoch, for which there is no transaction. */
    public void beginEpoch(long zxid) {
        if (tree.lastZxid() < zxid) {
            tree.setLastZxid(zxid);
        }
    }

    /** The disk is being changed so that its history ends at {@code zxid}; until that is done, what is appended waits. */
    public void holdAt(long zxid) {
        held = true;
        heldAt = zxid;
    }

    /** Whoever sent what waits is gone; it has never got to the log. */
    public void forgetWaiting() {
        waiting.clear();
        bytesWaiting = 0;
    }

    /** What was newer has not happened; the tree is replaced by what the disk says if that was asked for. */
    public void onTruncated(Optional<StateRecovery.Recovered> reloaded) {
        while (!pending.isEmpty() && pending.getLast().zxid() > heldAt) {
            bytesPending -= pending.pollLast().bytes();
        }
        if (reloaded.isPresent()) {
            Invariant.check(pending.isEmpty(), "nothing is pending beyond what is truncated");
            recent.become(reloaded.get().recent());
            replaceTree(reloaded.get().tree());
            lastZxid = appliedZxid;
        } else {
            lastZxid = Math.min(lastZxid, heldAt);
        }
        release();
    }

    /** The disk is as it was. */
    public void onNotTruncated() {
        held = false;
        forgetWaiting();
        // Whatever was to be written has been, before the disk looked at the log.
        durableZxid = lastZxid;
        unforced.clear();
        bytesUnforced = 0;
    }

    /** Everything is replaced by a tree that another server has sent; it may contain more than its last zxid says. */
    public void onInstalled(DataTree other) {
        pending.clear();
        bytesPending = 0;
        recent.clear();
        replaceTree(other);
        lastZxid = appliedZxid;
        release();
    }

    private void replaceTree(DataTree other) {
        beforeReplacement.run();
        tree.become(other);
        appliedZxid = tree.lastZxid();
        mismatches = 0;
        differenceSaid = false;
        noteMismatches(true);
    }

    private void release() {
        held = false;
        durableZxid = lastZxid;
        unforced.clear();
        bytesUnforced = 0;
        bytesWaiting = 0;
        for (Proposal next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
            append(next, next.payload(), 0, next.payload().length);
        }
    }

    /** All are counted; that the tree is another one is said once. */
    private void noteMismatches(boolean fromDisk) {
        DigestCheck check = tree.digestCheck();
        long found = check.mismatches() - mismatches;
        if (found > 0) {
            turn.stats().add(Count.DIGEST_MISMATCH, found);
            mismatches += found;
            if (!differenceSaid && check.differsSince().isPresent()) {
                differenceSaid = true;
                turn.outbox()
                        .report(new Report.DigestMismatch(check.differsSince().getAsLong(), fromDisk));
            }
        }
    }
}
