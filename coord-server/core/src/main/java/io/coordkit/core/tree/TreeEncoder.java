package io.coordkit.core.tree;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;

/**
 * What a snapshot and the stream to a learner have in common: sessions, access control lists, znodes and the mark behind them,
 * written in slices while the tree goes on changing ({@code SerializeUtils.serializeSnapshot} of the reference).
 */
final class TreeEncoder {
    private final DataTree tree;
    private final TreeWalk walk;
    private boolean started;
    private boolean done;

    TreeEncoder(DataTree tree) {
        this.tree = tree;
        this.walk = tree.startWalk();
    }

    /** Whether everything has been written. */
    boolean isDone() {
        return done;
    }

    /** The tree is not walked any more. */
    void stop() {
        tree.endWalk(walk);
    }

    /** Adds the next slice, so that {@code chunk} is at least {@code bytesMin} long unless it is the last. */
    void write(JuteWriter chunk, int bytesMin) {
        if (!started) {
            started = true;
            writeSessions(chunk);
            writeAcls(chunk);
        }
        while (chunk.length() < bytesMin && !walk.isDone()) {
            Znode node = walk.next();
            if (node != null) {
                writeNode(chunk, node);
            }
        }
        if (walk.isDone() && !done) {
            done = true;
            stop();
            chunk.writeString(SnapshotFormat.MARK);
        }
    }

    private void writeSessions(JuteWriter chunk) {
        long[] sessions = tree.sessionIds();
        chunk.writeInt(sessions.length);
        for (long session : sessions) {
            Integer timeoutMs = tree.sessionTimeoutMs(session);
            chunk.writeLong(session).writeInt(timeoutMs == null ? 0 : timeoutMs);
        }
    }

    private void writeAcls(JuteWriter chunk) {
        chunk.writeInt(tree.acls().size());
        tree.acls().forEach(entry -> {
            chunk.writeLong(entry.key);
            Acl.writeList(chunk, entry.list);
        });
    }

    private static void writeNode(JuteWriter chunk, Znode node) {
        chunk.writeString(node.path()).writeBuffer(node.data).writeLong(node.acl.key);
        chunk.writeLong(node.czxid()).writeLong(node.mzxid());
        chunk.writeLong(node.ctime()).writeLong(node.mtime());
        chunk.writeInt(node.version()).writeInt(node.createdChildren()).writeInt(node.aversion());
        chunk.writeLong(node.owner()).writeLong(node.pzxid());
    }
}
