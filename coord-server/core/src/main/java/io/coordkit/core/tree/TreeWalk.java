package io.coordkit.core.tree;

import org.jspecify.annotations.Nullable;

/**
 * A walk over the tree, parents before children, that may be left and taken up again while the tree changes. It meets every
 * znode that is there from its start to its end exactly once, and none twice; one made or removed meanwhile it may meet or not.
 */
final class TreeWalk {
    private final Znode top;
    private @Nullable Znode next;

    TreeWalk(Znode top) {
        this.top = top;
        this.next = top;
    }

    /** The next znode, or null at the end. */
    @Nullable
    Znode next() {
        Znode current = next;
        if (current != null) {
            next = successor(current, top);
        }
        return current;
    }

    /** Whether every znode has been met. */
    boolean isDone() {
        return next == null;
    }

    /** A znode without children is about to leave the tree. */
    void onRemoved(Znode node) {
        if (next == node) {
            next = successor(node, top);
        }
    }

    /** The znode after {@code node} in the order of the walk, or null at the end of {@code top}'s subtree. */
    static @Nullable Znode successor(Znode node, Znode top) {
        Znode child = node.firstChild();
        if (child != null) {
            return child;
        }
        for (Znode at = node; at != null && at != top; at = at.parent) {
            if (at.nextSibling != null) {
                return at.nextSibling;
            }
        }
        return null;
    }
}
