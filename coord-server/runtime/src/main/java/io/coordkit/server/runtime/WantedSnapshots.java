package io.coordkit.server.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Those who have asked for a snapshot and wait for one that began after that. Belongs to the replica's event loop. */
final class WantedSnapshots {
    private final List<CompletableFuture<Long>> asked = new ArrayList<>();
    private final List<Begun> begun = new ArrayList<>();

    /** Somebody whose snapshot is being written, under a name with this zxid. */
    private record Begun(long zxid, CompletableFuture<Long> waiting) {}

    CompletableFuture<Long> add() {
        CompletableFuture<Long> zxid = new CompletableFuture<>();
        asked.add(zxid);
        return zxid;
    }

    void onStarted(long zxid) {
        asked.forEach(waiting -> begun.add(new Begun(zxid, waiting)));
        asked.clear();
    }

    /** What was begun is given up, because the tree was replaced or the server stops. */
    void onDropped() {
        begun.forEach(
                each -> each.waiting().completeExceptionally(new IllegalStateException("the snapshot was given up")));
        begun.clear();
    }

    /** The one before may be durable only now; what has the same zxid is the same. */
    void onDurable(long zxid) {
        for (Begun each : begun) {
            if (each.zxid() == zxid) {
                each.waiting().completeAsync(() -> zxid);
            }
        }
        begun.removeIf(each -> each.zxid() == zxid);
    }
}
