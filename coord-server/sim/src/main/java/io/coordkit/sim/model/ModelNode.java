package io.coordkit.sim.model;

import io.coordkit.core.wire.Stat;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A znode as the protocol describes it. */
final class ModelNode {
    final TreeSet<String> children = new TreeSet<>();
    byte @Nullable [] data;
    long czxid;
    long mzxid;
    long pzxid;
    long ctime;
    long mtime;
    int version;
    int aversion;

    /** Creations and deletions of children: what a stat shows as cversion. */
    int childChanges;

    /** Creations of children: what sequential names are made of. */
    int childCreations;

    long owner;
    boolean container;

    ModelNode(byte @Nullable [] data) {
        this.data = data;
    }

    ModelNode copy() {
        ModelNode copy = new ModelNode(data);
        copy.children.addAll(children);
        copy.czxid = czxid;
        copy.mzxid = mzxid;
        copy.pzxid = pzxid;
        copy.ctime = ctime;
        copy.mtime = mtime;
        copy.version = version;
        copy.aversion = aversion;
        copy.childChanges = childChanges;
        copy.childCreations = childCreations;
        copy.owner = owner;
        copy.container = container;
        return copy;
    }

    Stat stat() {
        int length = data == null ? 0 : data.length;
        return new Stat(
                czxid, mzxid, ctime, mtime, version, childChanges, aversion, owner, length, children.size(), pzxid);
    }
}
