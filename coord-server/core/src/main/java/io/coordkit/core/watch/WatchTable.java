package io.coordkit.core.watch;

import io.coordkit.core.stats.Measure;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.TreeListener;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Who watches what on this server: a table for a znode's existence and data and one for its children ({@code WatchManager} of
 * the reference). It hears of changes as they are applied, so an event is on its way before any reply that shows the change.
 * Not thread-safe.
 */
public final class WatchTable implements TreeListener {
    private static final int ANY = ~0;

    private final ServerStats stats;
    private final PathTable data = new PathTable();
    private final PathTable children = new PathTable();
    private long trigger;

    /** @param stats where it is counted how many were told */
    public WatchTable(ServerStats stats) {
        this.stats = stats;
    }

    /** Watches existence and data of one znode, once. */
    public void watchData(String path, Watcher watcher) {
        data.add(path, watcher, WatcherMode.STANDARD);
    }

    /** Watches the children of one znode, once. */
    public void watchChildren(String path, Watcher watcher) {
        children.add(path, watcher, WatcherMode.STANDARD);
    }

    /** Watches until removed: one znode and its children, or a whole subtree. */
    public void watchPersistently(String path, Watcher watcher, boolean recursive) {
        if (recursive) {
            data.add(path, watcher, WatcherMode.PERSISTENT_RECURSIVE);
        } else {
            data.add(path, watcher, WatcherMode.PERSISTENT);
            children.add(path, watcher, WatcherMode.PERSISTENT);
        }
    }

    /** Whether the watcher has a watch of this kind at exactly this path. */
    public boolean contains(String path, Watcher watcher, WatchKind kind) {
        return data.contains(path, watcher, kind.dataModes()) || children.contains(path, watcher, kind.childModes());
    }

    /** Removes the watcher's watches of this kind at exactly this path. */
    public void remove(String path, Watcher watcher, WatchKind kind) {
        data.remove(path, watcher, kind.dataModes());
        children.remove(path, watcher, kind.childModes());
    }

    /** Removes everything that the watcher watches: its connection is gone. */
    public void removeAll(Watcher watcher) {
        for (Registration at = watcher.first; at != null; at = watcher.first) {
            at.path.table.clear(at, ANY);
        }
    }

    /** Pairs of a path and a watcher, in the two tables together; the reference's {@code watch_count}. */
    public int registrationCount() {
        return data.registrationCount() + children.registrationCount();
    }

    /** Pairs of a path and a watcher that hears of more than its children. */
    public int dataRegistrationCount() {
        return data.registrationCount();
    }

    /** Paths of which somebody hears more than of their children. */
    public int dataPathCount() {
        return data.pathCount();
    }

    /** Paths of which the watcher hears more than of their children, the newest first. */
    public List<String> dataPathsOf(Watcher watcher) {
        List<String> paths = new ArrayList<>();
        for (Registration at = watcher.first; at != null; at = at.nextOfWatcher) {
            if (at.path.table == data) {
                paths.add(at.path.path);
            }
        }
        return paths;
    }

    /** Watches of all connections; each mode of each path counts. */
    public int watchCount() {
        return data.watchCount() + children.watchCount();
    }

    /** Paths in the two tables together. */
    public int pathCount() {
        return data.pathCount() + children.pathCount();
    }

    /** Calls {@code action} for each path and watcher of both tables. */
    public void forEach(BiConsumer<String, Watcher> action) {
        data.forEach(action);
        children.forEach(action);
    }

    @Override
    public void onCreated(String path, int dataBytes, List<Acl> acl, List<Acl> parentAcl, long zxid) {
        if (!data.isEmpty()) {
            note(Measure.WATCHERS_OF_CREATION, data.trigger(EventType.NODE_CREATED, path, acl, zxid, ++trigger));
        }
        triggerParent(path, parentAcl, zxid);
    }

    @Override
    public void onDeleted(String path, List<Acl> acl, List<Acl> parentAcl, long zxid) {
        // One trigger for both tables: whoever watches data and children hears of the deletion once.
        trigger++;
        if (!data.isEmpty()) {
            note(Measure.WATCHERS_OF_DELETION, data.trigger(EventType.NODE_DELETED, path, acl, zxid, trigger));
        }
        if (!children.isEmpty()) {
            note(Measure.WATCHERS_OF_DELETION, children.trigger(EventType.NODE_DELETED, path, acl, zxid, trigger));
        }
        triggerParent(path, parentAcl, zxid);
    }

    @Override
    public void onDataChanged(String path, int dataBytes, List<Acl> acl, long zxid) {
        if (!data.isEmpty()) {
            note(Measure.WATCHERS_OF_CHANGE, data.trigger(EventType.NODE_DATA_CHANGED, path, acl, zxid, ++trigger));
        }
    }

    private void triggerParent(String path, List<Acl> parentAcl, long zxid) {
        if (!children.isEmpty()) {
            int slash = path.lastIndexOf('/');
            String parent = slash <= 0 ? "/" : path.substring(0, slash);
            int told = children.trigger(EventType.NODE_CHILDREN_CHANGED, parent, parentAcl, zxid, ++trigger);
            note(Measure.WATCHERS_OF_CHILDREN, told);
        }
    }

    private void note(Measure watchers, int told) {
        if (told > 0) {
            stats.add(watchers, told);
        }
    }
}
