package io.coordkit.core.client;

import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.watch.WatchTable;
import io.coordkit.core.wire.EventType;
import io.coordkit.core.wire.ReadRequest;

/**
 * Restores the watches of a client that reconnected, and tells at once what it missed ({@code DataTree.setWatches} of the
 * reference). Such events carry no zxid and are not filtered by ACL.
 */
final class CatchUp {
    private static final long NO_ZXID = -1;

    private final DataTree tree;
    private final WatchTable watches;
    private final ReplyWriter replies;

    CatchUp(DataTree tree, WatchTable watches, ReplyWriter replies) {
        this.tree = tree;
        this.watches = watches;
        this.replies = replies;
    }

    void restore(ClientConnection connection, ReadRequest.SetWatches request) {
        for (String path : request.data()) {
            Znode node = tree.find(path);
            if (node == null) {
                replies.sendEvent(connection, EventType.NODE_DELETED, path, NO_ZXID);
            } else if (node.mzxid() > request.relativeZxid()) {
                replies.sendEvent(connection, EventType.NODE_DATA_CHANGED, path, NO_ZXID);
            } else {
                watches.watchData(path, connection.watcher);
            }
        }
        for (String path : request.exist()) {
            if (tree.find(path) != null) {
                replies.sendEvent(connection, EventType.NODE_CREATED, path, NO_ZXID);
            } else {
                watches.watchData(path, connection.watcher);
            }
        }
        for (String path : request.child()) {
            Znode node = tree.find(path);
            if (node == null) {
                replies.sendEvent(connection, EventType.NODE_DELETED, path, NO_ZXID);
            } else if (node.pzxid() > request.relativeZxid()) {
                replies.sendEvent(connection, EventType.NODE_CHILDREN_CHANGED, path, NO_ZXID);
            } else {
                watches.watchChildren(path, connection.watcher);
            }
        }
        for (String path : request.persistent()) {
            watches.watchPersistently(path, connection.watcher, false);
        }
        for (String path : request.persistentRecursive()) {
            watches.watchPersistently(path, connection.watcher, true);
        }
    }
}
