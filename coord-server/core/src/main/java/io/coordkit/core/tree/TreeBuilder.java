package io.coordkit.core.tree;

import io.coordkit.core.collection.LongMap;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills a tree from the records of a snapshot, wherever they come from. */
final class TreeBuilder {
    /** What follows the data of a stored znode: ACL key, zxids, times, versions, owner. */
    static final int NODE_NUMBERS_BYTES = 68;

    /** An ACL that a fuzzy snapshot refers to but does not define: nobody may do anything until the replay brings it. */
    private static final List<Acl> UNRESOLVED = List.of(new Acl(0, "world", "anyone"));

    private final LongMap<List<Acl>> acls = new LongMap<>();
    private final DataTree tree;
    private long newestZxid;

    TreeBuilder(TreeOptions options) {
        this.tree = DataTree.blank(options);
    }

    /** What has been built; nothing can be added any more. */
    DataTree finish() {
        tree.quotas().adopt();
        return tree;
    }

    /** The newest transaction that a znode names. */
    long newestZxid() {
        return newestZxid;
    }

    void addSession(long id, int timeoutMs) {
        tree.sessionTimeouts().put(id, timeoutMs);
    }

    void addAcl(long key, List<Acl> list) {
        acls.put(key, list);
    }

    /** @param numbers at the first of {@link #NODE_NUMBERS_BYTES} */
    void addNode(String path, byte @Nullable [] data, JuteReader numbers) throws MalformedRecordException {
        if (!path.isEmpty() && path.charAt(0) != '/') {
            throw new MalformedRecordException("znode path " + path);
        }
        AclTable.Entry acl = tree.acls().acquire(resolve(numbers.readLong()));
        Znode node = path.isEmpty() ? tree.restoreRoot(acl, data) : tree.newNode(path, acl, data);
        readNumbers(numbers, node);
        newestZxid = Math.max(newestZxid, Math.max(node.czxid(), Math.max(node.mzxid(), node.pzxid())));
        if (path.isEmpty()) {
            tree.refreshDigest(path, node);
        } else if (!tree.restore(path, node)) {
            throw new MalformedRecordException("znode " + path + " without a parent");
        }
    }

    private static void readNumbers(JuteReader in, Znode node) throws MalformedRecordException {
        long czxid = in.readLong();
        long mzxid = in.readLong();
        long ctime = in.readLong();
        long mtime = in.readLong();
        int version = in.readInt();
        int createdChildren = in.readInt();
        int aversion = in.readInt();
        node.begin(czxid, ctime, in.readLong());
        node.change(version, mzxid, mtime);
        node.setAversion(aversion);
        node.setCreatedChildren(createdChildren);
        node.setPzxid(in.readLong());
    }

    private List<Acl> resolve(long key) {
        if (key == AclTable.OPEN_KEY) {
            return Acl.OPEN;
        }
        List<Acl> list = acls.get(key);
        return list == null ? UNRESOLVED : list;
    }
}
