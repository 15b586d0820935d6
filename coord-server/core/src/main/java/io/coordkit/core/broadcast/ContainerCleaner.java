package io.coordkit.core.broadcast;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.OwnerKind;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.wire.WriteRequest;
import java.util.function.Consumer;

/**
 * Removes containers that have lost their last child and TTL znodes that nobody has changed in time
 * ({@code ContainerManager} of the reference). It only proposes: the checks at prepare time settle races.
 */
public final class ContainerCleaner {
    private static final long MS_PER_MINUTE = 60_000;

    private final Turn turn;
    private final DataTree tree;
    private final Consumer<WriteRequest> proposer;
    private final Policy policy;
    private long nextCheckMs;

    /**
     * When and how fast.
     *
     * @param everyMs time between checks
     * @param perMinuteMax removals in a minute
     * @param neverUsedMs age at which a container that never had a child goes, 0 for never
     */
    public record Policy(long everyMs, int perMinuteMax, long neverUsedMs) {
        /** Once a minute, at most 10 000 a minute, never those that were never used. */
        public static final Policy DEFAULT = new Policy(MS_PER_MINUTE, 10_000, 0);
    }

    /**
     * A cleaner whose first check is one interval from now.
     *
     * @param proposer takes the removals
     */
    public ContainerCleaner(Turn turn, DataTree tree, Consumer<WriteRequest> proposer, Policy policy) {
        this.turn = turn;
        this.tree = tree;
        this.proposer = proposer;
        this.policy = policy;
        this.nextCheckMs = turn.nowMs() + policy.everyMs();
    }

    /** When {@link #maybeClean} has something to do next, in ms. */
    public long nextCheckMs() {
        return nextCheckMs;
    }

    /** Looks for candidates if it is time. */
    public void maybeClean() {
        if (turn.nowMs() < nextCheckMs) {
            return;
        }
        nextCheckMs = turn.nowMs() + policy.everyMs();
        long allowed = Math.max(1, policy.perMinuteMax() * policy.everyMs() / MS_PER_MINUTE);
        for (String path : tree.containerPaths()) {
            allowed = maybeRemove(path, allowed);
        }
        for (String path : tree.ttlPaths()) {
            allowed = maybeRemove(path, allowed);
        }
    }

    private long maybeRemove(String path, long allowed) {
        Znode node = tree.find(path);
        if (allowed == 0 || node == null || node.childCount() > 0 || !isDue(node)) {
            return allowed;
        }
        WriteRequest removal = new WriteRequest.DeleteContainer(path, node.mzxid());
        proposer.accept(removal);
        return allowed - 1;
    }

    private boolean isDue(Znode node) {
        if (tree.kindOf(node.owner()) == OwnerKind.TTL) {
            return turn.wallMs() - node.mtime() > OwnerKind.ttlMs(node.owner());
        }
        boolean used = node.createdChildren() > 0;
        return used || policy.neverUsedMs() > 0 && turn.wallMs() - node.mtime() > policy.neverUsedMs();
    }
}
