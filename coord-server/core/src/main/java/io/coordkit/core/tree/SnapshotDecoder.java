package io.coordkit.core.tree;

import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a ZooKeeper snapshot into a tree, and believes nothing whose checksum does not match. */
public final class SnapshotDecoder {
    private final SnapshotInput in;
    private final TreeBuilder builder;
    private Optional<ZxidDigest> saidDigest = Optional.empty();
    private OptionalLong saidZxid = OptionalLong.empty();

    private SnapshotDecoder(TreeOptions options, SnapshotSource source) {
        this.in = new SnapshotInput(source);
        this.builder = new TreeBuilder(options);
    }

    /**
     * Reads a whole snapshot.
     *
     * @param zxid from the file's name; becomes the tree's last zxid, from where the log must be replayed
     * @throws MalformedRecordException when it is damaged; the message says where
     */
    public static DataTree decode(TreeOptions options, long zxid, SnapshotSource source)
            throws MalformedRecordException {
        return new SnapshotDecoder(options, source).read(OptionalLong.of(zxid));
    }

    /**
     * Reads a whole snapshot that has lost its name. Its last zxid is the one at its end, where recent writers say how far it goes; in
     * older ones it is that of the digest, or the newest that a znode names.
     *
     * @throws MalformedRecordException when it is damaged; the message says where
     */
    public static DataTree decode(TreeOptions options, SnapshotSource source) throws MalformedRecordException {
        return new SnapshotDecoder(options, source).read(OptionalLong.empty());
    }

    private DataTree read(OptionalLong named) throws MalformedRecordException {
        readHeader();
        readSessions();
        readAcls();
        readNodes();
        readSeals();
        DataTree tree = builder.finish();
        tree.setLastZxid(named.orElse(saidZxid.orElse(guessedZxid())));
        tree.checkSnapshot(saidDigest);
        return tree;
    }

    private long guessedZxid() {
        return Math.max(builder.newestZxid(), saidDigest.orElse(ZxidDigest.NONE).zxid());
    }

    private void readHeader() throws MalformedRecordException {
        JuteReader header = in.take(16);
        if (header.readInt() != SnapshotFormat.MAGIC || header.readInt() != SnapshotFormat.VERSION) {
            throw new MalformedRecordException("not a snapshot of format " + SnapshotFormat.VERSION);
        }
    }

    private void readSessions() throws MalformedRecordException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            JuteReader session = in.take(12);
            builder.addSession(session.readLong(), session.readInt());
        }
    }

    private void readAcls() throws MalformedRecordException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long key = in.take(8).readLong();
            int entries = in.readInt();
            List<Acl> list = new ArrayList<>();
            for (int j = 0; j < entries; j++) {
                int perms = in.readInt();
                String scheme = in.takeField().readString();
                String id = in.takeField().readString();
                list.add(new Acl(perms, scheme, id));
            }
            builder.addAcl(key, list);
        }
    }

    private void readNodes() throws MalformedRecordException {
        for (String path = readPath(); !path.equals(SnapshotFormat.MARK); path = readPath()) {
            byte[] data = in.takeField().readBuffer();
            builder.addNode(path, data, in.take(TreeBuilder.NODE_NUMBERS_BYTES));
        }
    }

    private String readPath() throws MalformedRecordException {
        return in.takeField().readString();
    }

    /** Old writers end after the first seal; what follows is told by its length, not by our own switches. */
    private void readSeals() throws MalformedRecordException {
        checkSeal();
        int digest = SnapshotFormat.DIGEST_BYTES + SnapshotFormat.SEAL_BYTES;
        int lastZxid = SnapshotFormat.LAST_ZXID_BYTES + SnapshotFormat.SEAL_BYTES;
        int left = in.remainingUpTo(digest + lastZxid + 1);
        if (left != 0 && left != digest && left != lastZxid && left != digest + lastZxid) {
            throw new MalformedRecordException("unknown trailer of " + left + " bytes");
        }
        if (left >= digest) {
            readDigest(in.take(SnapshotFormat.DIGEST_BYTES));
            checkSeal();
        }
        if (left == lastZxid || left == digest + lastZxid) {
            saidZxid = OptionalLong.of(in.take(SnapshotFormat.LAST_ZXID_BYTES).readLong());
            checkSeal();
        }
    }

    /** One that is reckoned in another way says nothing. */
    private void readDigest(JuteReader digest) throws MalformedRecordException {
        long zxid = digest.readLong();
        if (digest.readInt() == TxnCodec.DIGEST_VERSION) {
            saidDigest = Optional.of(new ZxidDigest(zxid, digest.readLong()));
        }
    }

    private void checkSeal() throws MalformedRecordException {
        long expected = in.checksum();
        JuteReader seal = in.take(SnapshotFormat.SEAL_BYTES);
        if (seal.readLong() != expected || !seal.readString().equals(SnapshotFormat.MARK)) {
            throw new MalformedRecordException("checksum does not match");
        }
    }
}
