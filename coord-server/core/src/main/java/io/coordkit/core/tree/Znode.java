package io.coordkit.core.tree;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.Stat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node of the tree. It knows its last name and its parent, not its path; siblings form a list through the nodes
 * themselves, so a node without children needs no collection. Changed by {@link DataTree} only.
 */
public final class Znode {
    final String name;
    final int pathHash;

    @Nullable
    Znode parent;

    @Nullable
    Znode firstChild;

    @Nullable
    Znode nextSibling;

    @Nullable
    Znode previousSibling;

    AclTable.Entry acl;
    byte @Nullable [] data;
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

    Znode(String name, int pathHash, AclTable.Entry acl, byte @Nullable [] data) {
        this.name = name;
        this.pathHash = pathHash;
        this.acl = acl;
        this.data = data;
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
        return childCount;
    }

    /** Changes of the data. */
    public int version() {
        return version;
    }

    /** Creations of children, the number that sequential names are made of; not what {@link Stat} shows. */
    public int createdChildren() {
        return cversion;
    }

    /** Changes of the access control list. */
    public int aversion() {
        return aversion;
    }

    /** zxid of the creation. */
    public long czxid() {
        return czxid;
    }

    /** zxid of the last change of the data. */
    public long mzxid() {
        return mzxid;
    }

    /** zxid of the last creation or deletion of a child. */
    public long pzxid() {
        return pzxid;
    }

    /** Wall clock of the creation in ms. */
    public long ctime() {
        return ctime;
    }

    /** Wall clock of the last change of the data in ms. */
    public long mtime() {
        return mtime;
    }

    /** The stored owner: see {@link OwnerKind}. */
    public long owner() {
        return owner;
    }

    /** This node's part of the tree digest. */
    public long digest() {
        return digest;
    }

    /** Calls {@code action} with the name of each child, newest first. */
    public void forEachChild(Consumer<String> action) {
        for (Znode child = firstChild; child != null; child = child.nextSibling) {
            action.accept(child.name);
        }
    }

    /** Writes the names of the children as a vector, newest first. */
    public void writeChildren(JuteWriter out) {
        out.writeInt(childCount);
        for (Znode child = firstChild; child != null; child = child.nextSibling) {
            out.writeString(child.name);
        }
    }

    /**
     * Writes the stat as clients see it.
     *
     * @param ephemeralOwner the stored owner if it is a session, else 0
     */
    void writeStat(JuteWriter out, long ephemeralOwner) {
        out.writeLong(czxid).writeLong(mzxid).writeLong(ctime).writeLong(mtime);
        out.writeInt(version)
                .writeInt(cversion * 2 - childCount)
                .writeInt(aversion)
                .writeLong(ephemeralOwner);
        out.writeInt(dataLength()).writeInt(childCount).writeLong(pzxid);
    }

    Stat stat(long ephemeralOwner) {
        return new Stat(
                czxid,
                mzxid,
                ctime,
                mtime,
                version,
                cversion * 2 - childCount,
                aversion,
                ephemeralOwner,
                dataLength(),
                childCount,
                pzxid);
    }

    /** The whole path; "" for the root. */
    String path() {
        int length = 0;
        for (Znode node = this; node.parent != null; node = node.parent) {
            length += node.name.length() + 1;
        }
        // From the end, in a loop: clients choose the depth, and a stack is short.
        char[] path = new char[length];
        for (Znode node = this; node.parent != null; node = node.parent) {
            length -= node.name.length();
            node.name.getChars(0, node.name.length(), path, length);
            path[--length] = '/';
        }
        return new String(path);
    }

    /** Whether this node's path is {@code path}; compares from the end, without building anything. */
    boolean isAt(String path) {
        int end = path.length();
        Znode node = this;
        while (node.parent != null) {
            int start = end - node.name.length();
            if (start < 1 || path.charAt(start - 1) != '/' || !path.startsWith(node.name, start)) {
                return false;
            }
            end = start - 1;
            node = node.parent;
        }
        return end == 0;
    }

    private int dataLength() {
        return data == null ? 0 : data.length;
    }
}
