package io.coordkit.server.runtime;

import io.coordkit.core.effect.Report;
import java.util.concurrent.CompletableFuture;

/** Whoever has asked last for a restore, and waits for its end. Belongs to the replica's event loop. */
final class AwaitedRestore {
    private CompletableFuture<Report> waiting = new CompletableFuture<>();

    CompletableFuture<Report> begin() {
        waiting = new CompletableFuture<>();
        return waiting;
    }

    /** Somebody may go on from here, so it is on another thread. */
    void onEnd(Report end) {
        waiting.completeAsync(() -> end);
    }

    /** The server stops. */
    void giveUp() {
        waiting.completeExceptionally(new IllegalStateException("the server has stopped"));
    }
}
