package io.coordkit.core.zab;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.tree.DataTree;

/** No role: whatever former ones have asked for is not wanted any more. */
record Looking(Turn turn) implements Role {
    @Override
    public void onTime() {}

    @Override
    public long deadlineMs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void onLearnerConnected(long link, String address) {
        turn.outbox().closePeer(link);
    }

    @Override
    public void onDialled(long server, long link) {
        turn.outbox().closePeer(link);
    }

    @Override
    public void onUnreachable(long server) {}

    @Override
    public void onPacket(long link, QuorumPacket packet) {}

    @Override
    public void onProgress(long link) {}

    @Override
    public void onTree(long link, DataTree tree) {}

    @Override
    public void onDrained(long link) {}

    @Override
    public void onLogSearched(long link, long base) {}

    @Override
    public void onLogRead(long link, LogSlice slice) {}

    @Override
    public void onLogUnreadable(long link) {}

    @Override
    public void onGone(long link, String reason) {}

    @Override
    public void onLogDurable(long zxid) {}

    @Override
    public void onEpochsSaved() {}

    @Override
    public void onMended() {}

    @Override
    public void end() {}
}
