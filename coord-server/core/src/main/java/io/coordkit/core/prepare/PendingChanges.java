package io.coordkit.core.prepare;

import io.coordkit.core.collection.LongMap;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.NodeDigest;
import io.coordkit.core.tree.Znode;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The committed tree with everything on top that is proposed and not applied yet. A {@link #layer()} collects the changes of
 * one transaction; it is either merged or simply dropped, so a refused multi leaves no trace (ZOOKEEPER-1624).
 */
final class PendingChanges {
    private final DataTree tree;
    private final NodeDigest digests = new NodeDigest();
    private final Map<String, PendingNode> nodes = new LinkedHashMap<>();
    private final ArrayDeque<PendingNode> order = new ArrayDeque<>();
    private final LongMap<ArrayDeque<PendingNode>> byOwner = new LongMap<>();
    private long digest;

    PendingChanges(DataTree tree) {
        this.tree = tree;
        this.digest = tree.digest();
    }

    /** Digest of the tree once everything pending has been applied. */
    long digest() {
        return digest;
    }

    /** Starts the changes of one transaction. */
    Layer layer() {
        return new Layer();
    }

    /** Forgets what the tree itself shows by now. */
    void applied(long zxid) {
        for (PendingNode oldest = order.peekFirst();
                oldest != null && oldest.zxid <= zxid;
                oldest = order.peekFirst()) {
            order.pollFirst();
            nodes.remove(oldest.path, oldest);
            forgetOwner(oldest);
        }
        if (order.isEmpty()) {
            digest = tree.digest();
        }
    }

    private void rememberOwner(PendingNode node) {
        if (node.owner != 0) {
            ArrayDeque<PendingNode> owned = byOwner.get(node.owner);
            if (owned == null) {
                owned = new ArrayDeque<>();
                byOwner.put(node.owner, owned);
            }
            owned.addLast(node);
        }
    }

    /** Nodes are forgotten in the order in which they were remembered, so it is the owner's oldest. */
    private void forgetOwner(PendingNode node) {
        ArrayDeque<PendingNode> owned = byOwner.get(node.owner);
        if (owned != null) {
            owned.pollFirst();
            if (owned.isEmpty()) {
                byOwner.remove(node.owner);
            }
        }
    }

    /** The changes of one transaction, on top of all earlier ones. */
    final class Layer {
        private final Map<String, PendingNode> changed = new LinkedHashMap<>();
        private long digestChange;

        /** The znode as this transaction sees it, or null if it is absent. Not to be changed: see {@link #edit}. */
        @Nullable
        PendingNode find(String given) {
            // The root has two names; pending changes must meet under one.
            String path = given.equals("/") ? "" : given;
            PendingNode node = changed.get(path);
            if (node == null) {
                node = nodes.get(path);
            }
            if (node != null) {
                return node.exists ? node : null;
            }
            Znode committed = tree.find(path);
            return committed == null ? null : new PendingNode(path, committed);
        }

        /** A version of {@code node} that belongs to this transaction and may be changed; then call {@link #put}. */
        PendingNode edit(PendingNode node, long zxid) {
            if (node.zxid == 0 || node.zxid == zxid && changed.get(node.path) == node) {
                return node;
            }
            return new PendingNode(node);
        }

        /** Takes over a new or edited znode. */
        void put(PendingNode node, long zxid) {
            node.zxid = zxid;
            if (tree.options().digest()) {
                digestChange -= node.digest;
                node.digest = node.exists ? node.digestBy(digests) : 0;
                digestChange += node.digest;
            }
            changed.put(node.path, node);
        }

        /**
         * Ephemerals of a session as this transaction, which has changed nothing yet, sees them. Looks at what the session owns or
         * has owned, not at everything pending: many sessions may end at once.
         */
        Set<String> ephemeralsOf(long sessionId) {
            Set<String> paths = new LinkedHashSet<>(tree.ephemeralsOf(sessionId));
            ArrayDeque<PendingNode> owned = byOwner.get(sessionId);
            if (owned != null) {
                owned.forEach(node -> paths.add(node.path));
            }
            // Gone, or gone and made anew by somebody else.
            paths.removeIf(path -> {
                PendingNode node = find(path);
                return node == null || node.owner != sessionId;
            });
            return paths;
        }

        /** What these changes add to the digest. */
        long digestChange() {
            return digestChange;
        }

        /** Makes these changes part of what is pending. */
        void merge() {
            for (PendingNode node : changed.values()) {
                nodes.put(node.path, node);
                order.addLast(node);
                rememberOwner(node);
            }
            digest += digestChange;
        }
    }
}
