package io.coordkit.hbase;

import io.coordkit.hbase.machine.BatchProgress;
import java.util.concurrent.CompletableFuture;

/** Logs that were submitted together, usually all logs of one dead server. Thread-safe. */
public final class SplitBatch {
    private final long id;
    private final CompletableFuture<BatchProgress> completion = new CompletableFuture<>();
    private volatile BatchProgress progress = new BatchProgress(0, 0, 0);

    SplitBatch(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    /** How far it is now. */
    public BatchProgress progress() {
        return progress;
    }

    /**
     * Completes, on the manager's thread, when nothing more will happen. Only {@link BatchProgress#isSuccess()} allows
     * the logs' directory to be removed; otherwise submit again. Completes exceptionally with
     * {@link IllegalStateException} when the batch was refused or abandoned, or the manager was closed.
     */
    public CompletableFuture<BatchProgress> completion() {
        return completion.copy();
    }

    void update(BatchProgress newProgress) {
        progress = newProgress;
        if (newProgress.isComplete()) {
            completion.complete(newProgress);
        }
    }

    void fail(String why) {
        completion.completeExceptionally(new IllegalStateException(why));
    }
}
