package io.coordkit.core.watch;

import org.jspecify.annotations.Nullable;

/** A path in one of the two tables, with those who watch it. */
final class WatchedPath {
    final PathTable table;
    final String path;

    @Nullable
    Registration first;

    @Nullable
    Registration last;

    int count;

    WatchedPath(PathTable table, String path) {
        this.table = table;
        this.path = path;
    }

    /** The registration of this watcher, or null; looks through the shorter of the two lists. */
    @Nullable
    Registration of(Watcher watcher) {
        if (count <= watcher.count) {
            for (Registration at = first; at != null; at = at.nextOnPath) {
                if (at.watcher == watcher) {
                    return at;
                }
            }
        } else {
            for (Registration at = watcher.first; at != null; at = at.nextOfWatcher) {
                if (at.path == this) {
                    return at;
                }
            }
        }
        return null;
    }
}
