package io.coordkit.core.peer;

import io.coordkit.core.tree.DataTree;

/** Takes what comes on a link. */
public interface PacketSink {
    /** A packet; a SNAP packet is told before the tree that follows it. */
    void onPacket(QuorumPacket packet);

    /** More of the tree that follows a SNAP packet has come, and it is not whole yet. */
    void onTreeProgress();

    /** The tree that followed a SNAP packet, whole. */
    void onTree(DataTree tree);
}
