package io.coordkit.core.tree;

import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import java.util.zip.Adler32;

/**
 * Writes a tree as a ZooKeeper snapshot, in slices, while the tree goes on changing: the result is fuzzy, and is made whole by
 * replaying the log from the zxid at which the encoder was made. Whoever owns the tree calls {@link #nextChunk} until
 * {@link #isDone}, and stores the chunks one behind the other.
 */
public final class SnapshotEncoder {
    private final DataTree tree;
    private final TreeWalk walk;
    private final long zxid;
    private final Adler32 checksum = new Adler32();
    private final JuteWriter chunk = new JuteWriter(1 << 16);
    private boolean started;
    private boolean done;

    /** Starts a snapshot of what {@code tree} is from now on. */
    public SnapshotEncoder(DataTree tree) {
        this.tree = tree;
        this.zxid = tree.lastZxid();
        this.walk = tree.startWalk();
    }

    /** The zxid for the file's name: everything up to it is in the snapshot. */
    public long zxid() {
        return zxid;
    }

    /** Whether the last chunk has been made. */
    public boolean isDone() {
        return done;
    }

    /** The next piece of the file, at least {@code bytesMin} long unless it is the last; valid until the next call. */
    public JuteWriter nextChunk(int bytesMin) {
        chunk.reset();
        if (!started) {
            started = true;
            writeHead();
        }
        while (chunk.length() < bytesMin && !walk.isDone()) {
            Znode node = walk.next();
            if (node != null) {
                writeNode(node);
            }
        }
        if (walk.isDone()) {
            chunk.writeString(SnapshotFormat.MARK);
            checksum.update(chunk.array(), 0, chunk.length());
            writeTail();
            done = true;
        } else {
            checksum.update(chunk.array(), 0, chunk.length());
        }
        return chunk;
    }

    private void writeHead() {
        chunk.writeInt(SnapshotFormat.MAGIC).writeInt(SnapshotFormat.VERSION).writeLong(SnapshotFormat.DATABASE_ID);
        long[] sessions = tree.sessionIds();
        chunk.writeInt(sessions.length);
        for (long session : sessions) {
            Integer timeoutMs = tree.sessionTimeoutMs(session);
            chunk.writeLong(session).writeInt(timeoutMs == null ? 0 : timeoutMs);
        }
        chunk.writeInt(tree.acls().size());
        tree.acls().forEach(entry -> {
            chunk.writeLong(entry.key);
            Acl.writeList(chunk, entry.list);
        });
    }

    private void writeNode(Znode node) {
        chunk.writeString(node.path()).writeBuffer(node.data).writeLong(node.acl.key);
        chunk.writeLong(node.czxid).writeLong(node.mzxid).writeLong(node.ctime).writeLong(node.mtime);
        chunk.writeInt(node.version).writeInt(node.cversion).writeInt(node.aversion);
        chunk.writeLong(node.owner).writeLong(node.pzxid);
    }

    private void writeTail() {
        writeSeal();
        if (tree.options().digest()) {
            chunk.writeLong(tree.lastZxid()).writeInt(TxnCodec.DIGEST_VERSION);
            chunk.writeLong(tree.lastZxid() == 0 ? 0 : tree.digest());
            checksum.update(chunk.array(), chunk.length() - SnapshotFormat.DIGEST_BYTES, SnapshotFormat.DIGEST_BYTES);
            writeSeal();
        }
        chunk.writeLong(tree.lastZxid());
        checksum.update(chunk.array(), chunk.length() - SnapshotFormat.LAST_ZXID_BYTES, SnapshotFormat.LAST_ZXID_BYTES);
        writeSeal();
    }

    private void writeSeal() {
        chunk.writeLong(checksum.getValue()).writeString(SnapshotFormat.MARK);
        checksum.update(chunk.array(), chunk.length() - SnapshotFormat.SEAL_BYTES, SnapshotFormat.SEAL_BYTES);
    }
}
