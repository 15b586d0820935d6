package io.coordkit.sim.client;

import io.coordkit.core.wire.EventType;
import io.coordkit.sim.check.Ledger;
import io.coordkit.sim.check.WatchPromise;
import io.coordkit.sim.check.WatchedEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The watches that a client believes it has, with the zxid at which it saw what it watches; they survive connections. */
final class ClientWatches {
    private final TreeMap<String, Long> data = new TreeMap<>();
    private final TreeMap<String, Long> absent = new TreeMap<>();
    private final TreeMap<String, Long> children = new TreeMap<>();
    private final TreeSet<String> persistent = new TreeSet<>();
    private final TreeSet<String> recursive = new TreeSet<>();

    void clear() {
        List.of(data, absent, children).forEach(Map::clear);
        persistent.clear();
        recursive.clear();
    }

    /** The first view counts: a watch that is there already keeps its promise. */
    void add(WatchPromise promise, String path, long zxid) {
        switch (promise) {
            case DATA_UNCHANGED -> data.putIfAbsent(path, zxid);
            case STILL_ABSENT -> absent.putIfAbsent(path, zxid);
            case CHILDREN_UNCHANGED -> children.putIfAbsent(path, zxid);
        }
    }

    void addPersistent(String path, boolean whole) {
        (whole ? recursive : persistent).add(path);
    }

    void onEvent(WatchedEvent event) {
        String path = event.path();
        if (event.type() == EventType.NODE_CHILDREN_CHANGED) {
            children.remove(path);
            return;
        }
        data.remove(path);
        absent.remove(path);
        if (event.type() == EventType.NODE_DELETED) {
            children.remove(path);
        }
    }

    boolean isEmpty() {
        return data.isEmpty() && absent.isEmpty() && children.isEmpty() && persistent.isEmpty() && recursive.isEmpty();
    }

    /** The request that restores them on a new connection. */
    byte[] restore(long lastZxid) {
        return Requests.setWatches(
                lastZxid, List.of(data.keySet(), absent.keySet(), children.keySet(), persistent, recursive));
    }

    /** Everything that they promise must hold. */
    void check(Ledger ledger) {
        data.forEach((path, zxid) -> ledger.checkWatchNotMissed(WatchPromise.DATA_UNCHANGED, path, zxid));
        absent.forEach((path, zxid) -> ledger.checkWatchNotMissed(WatchPromise.STILL_ABSENT, path, zxid));
        children.forEach((path, zxid) -> ledger.checkWatchNotMissed(WatchPromise.CHILDREN_UNCHANGED, path, zxid));
    }
}
