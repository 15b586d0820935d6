package io.coordkit.core.tree;

import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.JuteWriter;
import java.util.zip.Adler32;

/**
 * Writes a tree as a ZooKeeper snapshot, in slices, while the tree goes on changing: the result is fuzzy, and is made whole by
 * replaying the log from the zxid at which the encoder was made. Whoever owns the tree calls {@link #nextChunk} until
 * {@link #isDone}, and stores the chunks one behind the other.
 */
public final class SnapshotEncoder {
    private final DataTree tree;
    private final TreeEncoder body;
    private final long zxid;
    private final Adler32 checksum = new Adler32();
    private final JuteWriter chunk = new JuteWriter(1 << 16);
    private boolean started;
    private boolean done;

    /** Starts a snapshot of what {@code tree} is from now on. */
    public SnapshotEncoder(DataTree tree) {
        this.tree = tree;
        this.zxid = tree.lastZxid();
        this.body = new TreeEncoder(tree);
    }

    /** The zxid for the file's name: everything up to it is in the snapshot. */
    public long zxid() {
        return zxid;
    }

    /** Whether the last chunk has been made. */
    public boolean isDone() {
        return done;
    }

    /** Nobody wants the rest. */
    public void stop() {
        body.stop();
    }

    /** The next piece of the file, at least {@code bytesMin} long unless it is the last; valid until the next call. */
    public JuteWriter nextChunk(int bytesMin) {
        chunk.reset();
        if (!started) {
            started = true;
            chunk.writeInt(SnapshotFormat.MAGIC)
                    .writeInt(SnapshotFormat.VERSION)
                    .writeLong(SnapshotFormat.DATABASE_ID);
        }
        body.write(chunk, bytesMin);
        checksum.update(chunk.array(), 0, chunk.length());
        if (body.isDone()) {
            writeTail();
            done = true;
        }
        return chunk;
    }

    private void writeTail() {
        writeSeal();
        if (tree.options().digest()) {
            ZxidDigest end = end();
            chunk.writeLong(end.zxid()).writeInt(TxnCodec.DIGEST_VERSION).writeLong(end.digest());
            checksum.update(chunk.array(), chunk.length() - SnapshotFormat.DIGEST_BYTES, SnapshotFormat.DIGEST_BYTES);
            writeSeal();
        }
        if (tree.options().snapshotZxid()) {
            chunk.writeLong(tree.lastZxid());
            checksum.update(
                    chunk.array(), chunk.length() - SnapshotFormat.LAST_ZXID_BYTES, SnapshotFormat.LAST_ZXID_BYTES);
            writeSeal();
        }
    }

    /**
     * How far it goes: up to a transaction, which an epoch may have begun without, so that who replays the log meets it. Of a tree that
     * is itself fuzzy nobody knows, and the digest is an empty one, as the reference's.
     */
    private ZxidDigest end() {
        DigestCheck check = tree.digestCheck();
        long last = Math.max(zxid, check.lastZxid());
        return check.isWhole() && last > 0 ? new ZxidDigest(last, tree.digest()) : ZxidDigest.NONE;
    }

    private void writeSeal() {
        chunk.writeLong(checksum.getValue()).writeString(SnapshotFormat.MARK);
        checksum.update(chunk.array(), chunk.length() - SnapshotFormat.SEAL_BYTES, SnapshotFormat.SEAL_BYTES);
    }
}
