package io.coordkit.core.broadcast;

import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.txn.Zxid;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of the state by a tree from outside ({@code ZooKeeperServer.restoreFromSnapshot} of the reference), ordered behind
 * everything that was decided before it.
 *
 * <pre>
 * NONE       --begin-----------------> DRAINING    nothing new is proposed
 * DRAINING   --nothing is undecided--> INSTALLING  the tree goes to disk, in place of all that was there
 * INSTALLING --on disk---------------> INSTALLED   the tree is the state; it counts as soon as it is served
 * any        --succeed, fail---------> NONE
 * </pre>
 */
public final class Restoration {
    /** What follows an epoch must have a number, too. */
    private static final long EPOCH_MAX = Integer.MAX_VALUE - 1;

    private final Turn turn;
    private final History history;
    private Step step = Step.NONE;
    private @Nullable DataTree tree;

    private enum Step {
        NONE,
        DRAINING,
        INSTALLING,
        INSTALLED
    }

    /** Nothing is being restored. */
    public Restoration(Turn turn, History history) {
        this.turn = turn;
        this.history = history;
    }

    /** Begins with this tree unless that cannot be, which is reported; returns whether it has. */
    public boolean begin(DataTree replacement) {
        if (step != Step.NONE) {
            refuse("another restore is under way");
            return false;
        }
        if (replacement.lastZxid() < 0 || Zxid.epoch(replacement.lastZxid()) > EPOCH_MAX) {
            refuse("no epoch can follow " + Zxid.format(replacement.lastZxid()));
            return false;
        }
        tree = replacement;
        step = Step.DRAINING;
        return true;
    }

    /** Nothing is begun, for this reason. */
    public void refuse(String reason) {
        turn.outbox().report(new Report.NotRestored(true, reason));
    }

    /** Whether there is a tree that is not the state yet: until then nothing may be proposed. */
    public boolean isUnderWay() {
        return tree != null;
    }

    /** Whether it is time to {@link #install}. */
    public boolean isDrained() {
        return step == Step.DRAINING && history.pendingCount() == 0;
    }

    /** The last zxid that the tree brings with it. */
    public long zxid() {
        return tree == null ? Zxid.NONE : tree.lastZxid();
    }

    /** Hands the tree to the disk, as the state after {@code zxid}. */
    public void install(long zxid) {
        if (tree == null) {
            throw new IllegalStateException("nothing to install");
        }
        step = Step.INSTALLING;
        tree.setLastZxid(zxid);
        history.holdAt(zxid);
        turn.outbox().installSnapshot(tree);
    }

    /** Whether the disk has the tree and has not said yet that it is safe there. */
    public boolean isInstalling() {
        return step == Step.INSTALLING;
    }

    /** The tree is all that the disk holds. */
    public void onInstalled() {
        step = Step.INSTALLED;
        tree = null;
    }

    /** Whether the tree is the state, and has not been served yet. */
    public boolean isInstalled() {
        return step == Step.INSTALLED;
    }

    /** Whoever was to decide does so no more: what was not begun in earnest is off. */
    public void onRoleEnded() {
        if (step == Step.DRAINING) {
            fail("the leader has lost its place before it began");
        }
    }

    /** The tree is served. */
    public void succeed() {
        end();
        turn.outbox().report(new Report.Restored(history.lastZxid()));
    }

    /** The tree is not what is served. */
    public void fail(String reason) {
        end();
        turn.outbox().report(new Report.NotRestored(false, reason));
    }

    private void end() {
        step = Step.NONE;
        tree = null;
    }
}
