package io.coordkit.core.tree;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.Stat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node of the tree. Most znodes of a large tree have no children and are as they were made, so a node holds what every one
 * needs, and the rest in two parts that are made when there is something to say. It knows its last name and its parent, not its
 * path; siblings form a list through the nodes themselves. Changed by {@link DataTree} only.
 */
public final class Znode {
    /** See {@link NodeName}. */
    private final byte[] name;

    /** As {@link String#hashCode()} of the name. */
    final int nameHash;

    final int pathHash;

    @Nullable
    Znode parent;

    @Nullable
    Znode nextSibling;

    @Nullable
    private Znode previousSibling;

    AclTable.Entry acl;
    byte @Nullable [] data;

    @Nullable
    private Offspring offspring;

    @Nullable
    private Changes changes;

    /** Without sign: a digest is a CRC-32. */
    private int digest;

    private long czxid;
    private long ctime;

    /** What a node knows of its children once it has had one. */
    private static final class Offspring {
        @Nullable
        Znode first;

        int count;
        int most;
        int created;
        long pzxid;

        Offspring(long pzxid) {
            this.pzxid = pzxid;
        }
    }

    /** In what a node differs from one that was just made and belongs to nobody. */
    private static final class Changes {
        int version;
        int aversion;
        long mzxid;
        long mtime;
        long owner;

        Changes(long mzxid, long mtime) {
            this.mzxid = mzxid;
            this.mtime = mtime;
        }
    }

    /** @param path of which the last name becomes this node's */
    Znode(String path, int pathHash, AclTable.Entry acl, byte @Nullable [] data) {
        this.name = NodeName.lastOf(path);
        this.nameHash = NodeName.hash(name);
        this.pathHash = pathHash;
        this.acl = acl;
        this.data = data;
    }

    /** Is made, before anything else happens to it. */
    void begin(long zxid, long timeMs, long owner) {
        czxid = zxid;
        ctime = timeMs;
        if (owner != owner()) {
            changes().owner = owner;
        }
    }

    private Changes changes() {
        Changes made = changes;
        if (made == null) {
            made = new Changes(czxid, ctime);
            changes = made;
        }
        return made;
    }

    private Offspring offspring() {
        Offspring made = offspring;
        if (made == null) {
            made = new Offspring(czxid);
            offspring = made;
        }
        return made;
    }

    /** The data; the array must not be changed. Null and empty are different values. */
    public byte @Nullable [] data() {
        return data;
    }

    /** Who may do what. */
    public List<Acl> acl() {
        return acl.list;
    }

    /** Direct children. */
    public int childCount() {
        return offspring == null ? 0 : offspring.count;
    }

    /** As many as there were at once. */
    int mostChildren() {
        return offspring == null ? 0 : offspring.most;
    }

    /** Changes of the data. */
    public int version() {
        return changes == null ? 0 : changes.version;
    }

    /** Creations of children, the number that sequential names are made of; not what {@link Stat} shows. */
    public int createdChildren() {
        return offspring == null ? 0 : offspring.created;
    }

    /** Changes of the access control list. */
    public int aversion() {
        return changes == null ? 0 : changes.aversion;
    }

    /** zxid of the creation. */
    public long czxid() {
        return czxid;
    }

    /** zxid of the last change of the data. */
    public long mzxid() {
        return changes == null ? czxid : changes.mzxid;
    }

    /** zxid of the last creation or deletion of a child. */
    public long pzxid() {
        return offspring == null ? czxid : offspring.pzxid;
    }

    /** Wall clock of the creation in ms. */
    public long ctime() {
        return ctime;
    }

    /** Wall clock of the last change of the data in ms. */
    public long mtime() {
        return changes == null ? ctime : changes.mtime;
    }

    /** The stored owner: see {@link OwnerKind}. */
    public long owner() {
        return changes == null ? 0 : changes.owner;
    }

    /** This node's part of the tree digest. */
    public long digest() {
        return Integer.toUnsignedLong(digest);
    }

    void setDigest(long newDigest) {
        digest = (int) newDigest;
    }

    /** The data has changed for the {@code newVersion}th time. */
    void change(int newVersion, long zxid, long timeMs) {
        if (newVersion != version() || zxid != mzxid() || timeMs != mtime()) {
            Changes now = changes();
            now.version = newVersion;
            now.mzxid = zxid;
            now.mtime = timeMs;
        }
    }

    void setAversion(int newAversion) {
        if (newAversion != aversion()) {
            changes().aversion = newAversion;
        }
    }

    void setPzxid(long zxid) {
        if (zxid != pzxid()) {
            offspring().pzxid = zxid;
        }
    }

    void setCreatedChildren(int count) {
        if (count != createdChildren()) {
            offspring().created = count;
        }
    }

    /** The newest child. */
    @Nullable
    Znode firstChild() {
        return offspring == null ? null : offspring.first;
    }

    /** Takes a child in, at the head: a walk that has reached the children must not meet one made after it began. */
    void add(Znode child) {
        Offspring children = offspring();
        Znode second = children.first;
        child.parent = this;
        child.nextSibling = second;
        if (second != null) {
            second.previousSibling = child;
        }
        children.first = child;
        children.count++;
        children.most = Math.max(children.most, children.count);
    }

    /** Leaves its parent and its siblings. */
    void detach() {
        Znode former = parent;
        if (former == null) {
            throw new IllegalStateException("the root cannot be removed");
        }
        Offspring children = former.offspring();
        if (previousSibling == null) {
            children.first = nextSibling;
        } else {
            previousSibling.nextSibling = nextSibling;
        }
        if (nextSibling != null) {
            nextSibling.previousSibling = previousSibling;
        }
        children.count--;
        parent = null;
        nextSibling = null;
        previousSibling = null;
    }

    /** Calls {@code action} with the name of each child, newest first. */
    public void forEachChild(Consumer<String> action) {
        for (Znode child = firstChild(); child != null; child = child.nextSibling) {
            action.accept(NodeName.text(child.name));
        }
    }

    /** See {@link NodeName}; must not be changed. */
    byte[] name() {
        return name;
    }

    /**
     * Writes the stat as clients see it.
     *
     * @param ephemeralOwner the stored owner if it is a session, else 0
     */
    void writeStat(JuteWriter out, long ephemeralOwner) {
        out.writeLong(czxid).writeLong(mzxid()).writeLong(ctime).writeLong(mtime());
        out.writeInt(version()).writeInt(visibleCversion()).writeInt(aversion()).writeLong(ephemeralOwner);
        out.writeInt(dataLength()).writeInt(childCount()).writeLong(pzxid());
    }

    Stat stat(long ephemeralOwner) {
        return new Stat(
                czxid,
                mzxid(),
                ctime,
                mtime(),
                version(),
                visibleCversion(),
                aversion(),
                ephemeralOwner,
                dataLength(),
                childCount(),
                pzxid());
    }

    /** Creations and deletions of children, from creations and those that are there. */
    private int visibleCversion() {
        return createdChildren() * 2 - childCount();
    }

    /** The whole path; "" for the root. */
    String path() {
        int length = 0;
        for (Znode node = this; node.parent != null; node = node.parent) {
            length += NodeName.length(node.name) + 1;
        }
        // From the end, in a loop: clients choose the depth, and a stack is short.
        char[] path = new char[length];
        for (Znode node = this; node.parent != null; node = node.parent) {
            length = NodeName.copyBefore(length, path, node.name);
            path[--length] = '/';
        }
        return new String(path);
    }

    /** Whether this node's path is {@code path}; compares from the end, without building anything. */
    boolean isAt(String path) {
        int end = path.length();
        Znode node = this;
        while (node.parent != null) {
            int start = NodeName.startIn(path, end, node.name);
            if (start < 1 || path.charAt(start - 1) != '/') {
                return false;
            }
            end = start - 1;
            node = node.parent;
        }
        return end == 0;
    }

    /** Characters of the last name and bytes of the data. */
    long size() {
        return NodeName.length(name) + dataLength();
    }

    /** Bytes of its data; 0 for null. */
    public int dataLength() {
        return data == null ? 0 : data.length;
    }
}
