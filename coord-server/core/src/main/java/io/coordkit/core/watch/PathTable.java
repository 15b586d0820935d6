package io.coordkit.core.watch;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One of the two tables of watches (data, children): path to watchers. */
final class PathTable {
    private static final int AT_PATH = WatcherMode.STANDARD.bit() | WatcherMode.PERSISTENT.bit();

    private final Map<String, WatchedPath> paths = new LinkedHashMap<>();
    private int registrations;
    private int watches;
    private int recursive;

    int pathCount() {
        return paths.size();
    }

    int registrationCount() {
        return registrations;
    }

    int watchCount() {
        return watches;
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    void add(String path, Watcher watcher, WatcherMode mode) {
        WatchedPath watched = paths.computeIfAbsent(path, key -> new WatchedPath(this, key));
        Registration registration = watched.of(watcher);
        if (registration == null) {
            registration = new Registration(watched, watcher);
            registrations++;
        }
        if (!registration.has(mode)) {
            registration.modes |= mode.bit();
            count(mode.bit(), 1);
        }
    }

    /** Whether {@code watcher} has one of {@code modes} (bits) at exactly this path. */
    boolean contains(String path, Watcher watcher, int modes) {
        Registration registration = find(path, watcher);
        return registration != null && (registration.modes & modes) != 0;
    }

    /** Removes {@code modes} (bits) of {@code watcher} at this path. */
    void remove(String path, Watcher watcher, int modes) {
        Registration registration = find(path, watcher);
        if (registration != null) {
            clear(registration, modes);
        }
    }

    /** Takes modes from a registration, which goes when it has none left. */
    void clear(Registration registration, int modes) {
        int gone = registration.modes & modes;
        registration.modes &= ~gone;
        count(gone, -1);
        if (registration.modes == 0) {
            registration.unlink();
            registrations--;
            if (registration.path.first == null) {
                paths.remove(registration.path.path);
            }
        }
    }

    /**
     * Tells those who watch this path, and, where something happened to the znode itself, those who watch an ancestor
     * recursively. A watcher that {@code trigger} has told already is not told again. Returns how many were told.
     */
    int trigger(EventType type, String path, List<Acl> acl, long zxid, long trigger) {
        WatchedPath watched = paths.get(path);
        int told = 0;
        if (watched != null) {
            told += tell(
                    watched, type == EventType.NODE_CHILDREN_CHANGED ? AT_PATH : ~0, type, path, acl, zxid, trigger);
        }
        if (recursive > 0 && type != EventType.NODE_CHILDREN_CHANGED) {
            for (String above = parent(path); above != null; above = parent(above)) {
                WatchedPath ancestor = paths.get(above);
                if (ancestor != null) {
                    told += tell(ancestor, WatcherMode.PERSISTENT_RECURSIVE.bit(), type, path, acl, zxid, trigger);
                }
            }
        }
        return told;
    }

    void forEach(BiConsumer<String, Watcher> action) {
        for (WatchedPath watched : paths.values()) {
            for (Registration at = watched.first; at != null; at = at.nextOnPath) {
                action.accept(watched.path, at.watcher);
            }
        }
    }

    private int tell(
            WatchedPath watched, int modes, EventType type, String path, List<Acl> acl, long zxid, long trigger) {
        boolean exact = watched.path.equals(path);
        Registration next;
        int told = 0;
        for (Registration at = watched.first; at != null; at = next) {
            next = at.nextOnPath;
            if ((at.modes & modes) == 0) {
                continue;
            }
            Watcher watcher = at.watcher;
            if (exact) {
                clear(at, WatcherMode.STANDARD.bit());
            }
            if (watcher.toldBy != trigger) {
                watcher.toldBy = trigger;
                watcher.sink.onEvent(type, path, acl, zxid);
                told++;
            }
        }
        return told;
    }

    private @Nullable Registration find(String path, Watcher watcher) {
        WatchedPath watched = paths.get(path);
        return watched == null ? null : watched.of(watcher);
    }

    private void count(int modes, int change) {
        watches += Integer.bitCount(modes) * change;
        if ((modes & WatcherMode.PERSISTENT_RECURSIVE.bit()) != 0) {
            recursive += change;
        }
    }

    private static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0 || path.length() == 1) {
            return null;
        }
        return slash == 0 ? "/" : path.substring(0, slash);
    }
}
