package io.coordkit.sim.check;

import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.EventType;
import io.coordkit.core.wire.ReadRequest;
import io.coordkit.core.wire.Stat;
import io.coordkit.sim.model.Change;
import io.coordkit.sim.model.ModelTree;
import java.util.ArrayDeque;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The watches of one connection, by what was answered on it, and the events that it must be sent next. */
final class WatchModel {
    /** What stands in the header of an event made up for a client that has come back. */
    static final long CATCH_UP_ZXID = -1;

    private final TreeSet<String> data = new TreeSet<>();
    private final TreeSet<String> children = new TreeSet<>();
    private final TreeSet<String> persistent = new TreeSet<>();
    private final TreeSet<String> recursive = new TreeSet<>();
    private final ArrayDeque<Due> due = new ArrayDeque<>();
    private @Nullable Handed restoredBy;

    /** An event that must be sent. */
    record Due(EventType type, String path, long zxid) {}

    ArrayDeque<Due> due() {
        return due;
    }

    /** Whether the events that go with this request have been put among those due. */
    boolean isCaughtUp(Handed request) {
        return restoredBy == request;
    }

    void onChange(Change change, long zxid) {
        String path = change.path();
        boolean watched = data.remove(path) | persistent.contains(path) | isRecursive(path);
        if (change.type() == EventType.NODE_DELETED) {
            watched |= children.remove(path);
        }
        if (watched) {
            due.addLast(new Due(change.type(), path, zxid));
        }
        if (change.type() != EventType.NODE_DATA_CHANGED) {
            String parent = Change.parentOf(path);
            if (children.remove(parent) | persistent.contains(parent)) {
                due.addLast(new Due(EventType.NODE_CHILDREN_CHANGED, parent, zxid));
            }
        }
    }

    /** A request has been answered; it may leave a watch behind. */
    void register(ClientRequest request, int error) {
        boolean done = error == ErrorCode.OK.code();
        if (request instanceof ReadRequest.GetData read && read.watch() && done) {
            data.add(read.path());
        } else if (request instanceof ReadRequest.Exists read && read.watch()) {
            if (done || error == ErrorCode.NO_NODE.code()) {
                data.add(read.path());
            }
        } else if (request instanceof ReadRequest.GetChildren read && read.watch() && done) {
            children.add(read.path());
        } else if (request instanceof ReadRequest.AddWatch add && done) {
            (add.mode() == 1 ? recursive : persistent).add(add.path());
        }
    }

    /** A client has come back with its watches: what it missed is due, the rest is watched again. */
    void restore(Handed by, ReadRequest.SetWatches request, ModelTree model) {
        restoredBy = by;
        for (String path : request.data()) {
            Stat stat = model.stat(path);
            if (stat == null) {
                catchUp(EventType.NODE_DELETED, path);
            } else if (stat.mzxid() > request.relativeZxid()) {
                catchUp(EventType.NODE_DATA_CHANGED, path);
            } else {
                data.add(path);
            }
        }
        for (String path : request.exist()) {
            if (model.stat(path) != null) {
                catchUp(EventType.NODE_CREATED, path);
            } else {
                data.add(path);
            }
        }
        for (String path : request.child()) {
            Stat stat = model.stat(path);
            if (stat == null) {
                catchUp(EventType.NODE_DELETED, path);
            } else if (stat.pzxid() > request.relativeZxid()) {
                catchUp(EventType.NODE_CHILDREN_CHANGED, path);
            } else {
                children.add(path);
            }
        }
        persistent.addAll(request.persistent());
        recursive.addAll(request.persistentRecursive());
    }

    private void catchUp(EventType type, String path) {
        due.addLast(new Due(type, path, CATCH_UP_ZXID));
    }

    private boolean isRecursive(String path) {
        for (String at = path; !at.equals("/"); at = Change.parentOf(at)) {
            if (recursive.contains(at)) {
                return true;
            }
        }
        return recursive.contains("/");
    }
}
