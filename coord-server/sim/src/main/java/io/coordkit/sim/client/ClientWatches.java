package io.coordkit.sim.client;

import io.coordkit.core.wire.EventType;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.OpCode;
import io.coordkit.sim.check.Ledger;
import io.coordkit.sim.check.WatchPromise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The watches that a client believes it has, with the zxid at which it saw what it watches; they survive connections. */
final class ClientWatches {
    private static final int SET_WATCHES_XID = -8;

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

    void onEvent(int type, String path) {
        if (type == EventType.NODE_CHILDREN_CHANGED.code()) {
            children.remove(path);
            return;
        }
        data.remove(path);
        absent.remove(path);
        if (type == EventType.NODE_DELETED.code()) {
            children.remove(path);
        }
    }

    boolean isEmpty() {
        return data.isEmpty() && absent.isEmpty() && children.isEmpty() && persistent.isEmpty() && recursive.isEmpty();
    }

    /** The request that restores them on a new connection. */
    byte[] restore(long lastZxid) {
        JuteWriter out = Requests.header(SET_WATCHES_XID, OpCode.SET_WATCHES2).writeLong(lastZxid);
        for (Iterable<String> paths :
                List.of(data.keySet(), absent.keySet(), children.keySet(), persistent, recursive)) {
            List<String> list = new ArrayList<>();
            paths.forEach(list::add);
            out.writeStrings(list);
        }
        return out.toByteArray();
    }

    /** Everything that they promise must hold. */
    void check(Ledger ledger) {
        data.forEach((path, zxid) -> ledger.checkWatchNotMissed(WatchPromise.DATA_UNCHANGED, path, zxid));
        absent.forEach((path, zxid) -> ledger.checkWatchNotMissed(WatchPromise.STILL_ABSENT, path, zxid));
        children.forEach((path, zxid) -> ledger.checkWatchNotMissed(WatchPromise.CHILDREN_UNCHANGED, path, zxid));
    }
}
