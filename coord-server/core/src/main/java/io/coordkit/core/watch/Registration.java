package io.coordkit.core.watch;

import org.jspecify.annotations.Nullable;

/** One watcher's watches on one path; a link of the path's list and of the watcher's list at once. */
final class Registration {
    final WatchedPath path;
    final Watcher watcher;
    int modes;

    @Nullable
    Registration nextOnPath;

    @Nullable
    Registration previousOnPath;

    @Nullable
    Registration nextOfWatcher;

    @Nullable
    Registration previousOfWatcher;

    Registration(WatchedPath path, Watcher watcher) {
        this.path = path;
        this.watcher = watcher;
        linkToPath();
        linkToWatcher();
    }

    boolean has(WatcherMode mode) {
        return (modes & mode.bit()) != 0;
    }

    void unlink() {
        path.count--;
        watcher.count--;
        if (previousOnPath == null) {
            path.first = nextOnPath;
        } else {
            previousOnPath.nextOnPath = nextOnPath;
        }
        if (nextOnPath == null) {
            path.last = previousOnPath;
        } else {
            nextOnPath.previousOnPath = previousOnPath;
        }
        if (previousOfWatcher == null) {
            watcher.first = nextOfWatcher;
        } else {
            previousOfWatcher.nextOfWatcher = nextOfWatcher;
        }
        if (nextOfWatcher != null) {
            nextOfWatcher.previousOfWatcher = previousOfWatcher;
        }
    }

    /** At the end: who asked first is told first. */
    private void linkToPath() {
        path.count++;
        previousOnPath = path.last;
        if (path.last == null) {
            path.first = this;
        } else {
            path.last.nextOnPath = this;
        }
        path.last = this;
    }

    private void linkToWatcher() {
        watcher.count++;
        nextOfWatcher = watcher.first;
        if (watcher.first != null) {
            watcher.first.previousOfWatcher = this;
        }
        watcher.first = this;
    }
}
