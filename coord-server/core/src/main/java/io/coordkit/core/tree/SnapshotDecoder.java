package io.coordkit.core.tree;

import io.coordkit.core.collection.LongMap;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;

/** Reads a ZooKeeper snapshot into a tree, and believes nothing whose checksum does not match. */
public final class SnapshotDecoder {
    /** An ACL that a fuzzy snapshot refers to but does not define: nobody may do anything until the replay brings it. */
    private static final List<Acl> UNRESOLVED = List.of(new Acl(0, "world", "anyone"));

    /** What follows the data of a stored znode: ACL key, zxids, times, versions, owner. */
    private static final int NODE_NUMBERS_BYTES = 68;

    private final SnapshotInput in;
    private final LongMap<List<Acl>> acls = new LongMap<>();
    private final DataTree tree;

    private SnapshotDecoder(TreeOptions options, SnapshotSource source) {
        this.in = new SnapshotInput(source);
        this.tree = DataTree.blank(options);
    }

    /**
     * Reads a whole snapshot.
     *
     * @param zxid from the file's name; becomes the tree's last zxid, from where the log must be replayed
     * @throws MalformedRecordException when it is damaged; the message says where
     */
    public static DataTree decode(TreeOptions options, long zxid, SnapshotSource source)
            throws MalformedRecordException {
        SnapshotDecoder decoder = new SnapshotDecoder(options, source);
        decoder.readHeader();
        decoder.readSessions();
        decoder.readAcls();
        decoder.readNodes();
        decoder.readSeals();
        decoder.tree.setLastZxid(zxid);
        return decoder.tree;
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
            tree.sessionTimeouts().put(session.readLong(), session.readInt());
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
            acls.put(key, list);
        }
    }

    private void readNodes() throws MalformedRecordException {
        for (String path = readPath(); !path.equals(SnapshotFormat.MARK); path = readPath()) {
            byte[] data = in.takeField().readBuffer();
            JuteReader fixed = in.take(NODE_NUMBERS_BYTES);
            AclTable.Entry acl = tree.acls().acquire(resolve(fixed.readLong()));
            Znode node = path.isEmpty() ? tree.restoreRoot(acl, data) : tree.newNode(path, acl, data);
            readNumbers(fixed, node);
            if (path.isEmpty()) {
                tree.refreshDigest(path, node);
            } else if (!tree.restore(path, node)) {
                throw new MalformedRecordException("znode " + path + " without a parent");
            }
        }
    }

    private static void readNumbers(JuteReader in, Znode node) throws MalformedRecordException {
        node.czxid = in.readLong();
        node.mzxid = in.readLong();
        node.ctime = in.readLong();
        node.mtime = in.readLong();
        node.version = in.readInt();
        node.cversion = in.readInt();
        node.aversion = in.readInt();
        node.owner = in.readLong();
        node.pzxid = in.readLong();
    }

    private String readPath() throws MalformedRecordException {
        String path = in.takeField().readString();
        if (!path.isEmpty() && path.charAt(0) != '/') {
            throw new MalformedRecordException("znode path " + path);
        }
        return path;
    }

    private List<Acl> resolve(long key) {
        if (key == AclTable.OPEN_KEY) {
            return Acl.OPEN;
        }
        List<Acl> list = acls.get(key);
        return list == null ? UNRESOLVED : list;
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
            in.take(SnapshotFormat.DIGEST_BYTES);
            checkSeal();
        }
        if (left == lastZxid || left == digest + lastZxid) {
            in.take(SnapshotFormat.LAST_ZXID_BYTES);
            checkSeal();
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
