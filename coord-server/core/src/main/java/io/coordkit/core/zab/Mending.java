package io.coordkit.core.zab;

import io.coordkit.core.broadcast.History;

/** Changes of the disk that do not only add to the log; no election is held before they are done. */
final class Mending {
    private final History history;
    private boolean underWay;
    private boolean needsTree;

    Mending(History history) {
        this.history = history;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** The disk is being changed so that its history ends at {@code zxid}. */
    void to(long zxid) {
        begin();
        history.holdAt(zxid);
    }

    void begin() {
        underWay = true;
    }

    void end() {
        underWay = false;
    }

    /** Whether the log could not be cut, so that nothing but a whole tree helps. */
    boolean needsTree() {
        return needsTree;
    }

    void setNeedsTree(boolean needs) {
        needsTree = needs;
    }
}
