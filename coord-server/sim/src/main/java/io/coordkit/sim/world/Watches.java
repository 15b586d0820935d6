package io.coordkit.sim.world;

import io.coordkit.core.wire.EventType;
import io.coordkit.sim.check.WatchedEvent;
import io.coordkit.sim.client.Requests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Who of a session waits for which event, as {@code ZKWatchManager} of the reference keeps them; they survive connections. */
final class Watches {
    private final TreeMap<Kind, TreeMap<String, List<Consumer<WatchedEvent>>>> kinds = new TreeMap<>();

    /** In the order in which they are restored. */
    enum Kind {
        DATA,
        ABSENT,
        CHILDREN,
        PERSISTENT,
        RECURSIVE
    }

    void add(Kind kind, String path, Consumer<WatchedEvent> watcher) {
        of(kind).computeIfAbsent(path, key -> new ArrayList<>()).add(watcher);
    }

    boolean isEmpty() {
        return kinds.values().stream().allMatch(TreeMap::isEmpty);
    }

    byte[] restore(long lastZxid) {
        List<Collection<String>> paths = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            paths.add(of(kind).keySet());
        }
        return Requests.setWatches(lastZxid, paths);
    }

    /** Those whom an event concerns; those who wait for one event only do not wait any more. */
    List<Consumer<WatchedEvent>> take(WatchedEvent event) {
        List<Consumer<WatchedEvent>> taken = new ArrayList<>();
        String path = event.path();
        if (event.type() != EventType.NODE_CHILDREN_CHANGED) {
            remove(Kind.DATA, path, taken);
            remove(Kind.ABSENT, path, taken);
            of(Kind.RECURSIVE).forEach((top, watchers) -> {
                if (isWithin(path, top)) {
                    taken.addAll(watchers);
                }
            });
        }
        if (event.type() == EventType.NODE_CHILDREN_CHANGED || event.type() == EventType.NODE_DELETED) {
            remove(Kind.CHILDREN, path, taken);
        }
        taken.addAll(of(Kind.PERSISTENT).getOrDefault(path, List.of()));
        return taken;
    }

    private void remove(Kind kind, String path, List<Consumer<WatchedEvent>> taken) {
        List<Consumer<WatchedEvent>> removed = of(kind).remove(path);
        if (removed != null) {
            taken.addAll(removed);
        }
    }

    private TreeMap<String, List<Consumer<WatchedEvent>>> of(Kind kind) {
        return kinds.computeIfAbsent(kind, key -> new TreeMap<>());
    }

    private static boolean isWithin(String path, String top) {
        return top.equals("/") || path.equals(top) || path.startsWith(top + "/");
    }
}
