package io.coordkit.core.prepare;

import io.coordkit.core.tree.NodeDigest;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.wire.Acl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A znode as it will be once everything proposed has been applied. */
final class PendingNode {
    final String path;

    /** The transaction that makes it so; 0 while it is just a view of the committed znode. */
    long zxid;

    boolean exists = true;
    byte @Nullable [] data;
    List<Acl> acl;
    int childCount;
    int version;
    int cversion;
    int aversion;
    long czxid;
    long mzxid;
    long pzxid;
    long ctime;
    long mtime;
    long owner;
    long digest;

    /** A znode that is about to be made. */
    PendingNode(String path, List<Acl> acl, byte @Nullable [] data) {
        this.path = path;
        this.acl = acl;
        this.data = data;
    }

    /** A view of a committed znode. */
    PendingNode(String path, Znode node) {
        this(path, node.acl(), node.data());
        childCount = node.childCount();
        version = node.version();
        cversion = node.createdChildren();
        aversion = node.aversion();
        czxid = node.czxid();
        mzxid = node.mzxid();
        pzxid = node.pzxid();
        ctime = node.ctime();
        mtime = node.mtime();
        owner = node.owner();
        digest = node.digest();
    }

    /** A copy to be changed by a later transaction. */
    PendingNode(PendingNode other) {
        this(other.path, other.acl, other.data);
        exists = other.exists;
        childCount = other.childCount;
        version = other.version;
        cversion = other.cversion;
        aversion = other.aversion;
        czxid = other.czxid;
        mzxid = other.mzxid;
        pzxid = other.pzxid;
        ctime = other.ctime;
        mtime = other.mtime;
        owner = other.owner;
        digest = other.digest;
    }

    long digestBy(NodeDigest digests) {
        return digests.of(path, data, czxid, mzxid, pzxid, ctime, mtime, version, cversion, aversion, owner);
    }
}
