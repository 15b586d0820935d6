package io.coordkit.server.storage;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.HistoryEditor;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the log thread does besides appending: the promises of an ensemble's member, and changes of what is said to have
 * happened. The latter create and delete files of all kinds, so they run where snapshots are written and purged.
 */
final class HistoryJobs {
    private final HistoryEditor editor;
    private final HardStateFile hardState;
    private final LogWriter.Listener listener;
    private final Executor filing;
    private final Supplier<StateRecovery> recovery;

    HistoryJobs(
            DataDirectory directory,
            LogAppender appender,
            LogWriter.Listener listener,
            Executor filing,
            Supplier<StateRecovery> recovery) {
        this.editor = new HistoryEditor(directory, appender);
        this.hardState = new HardStateFile(directory.snapshotFiles());
        this.listener = listener;
        this.filing = filing;
        this.recovery = recovery;
    }

    /** Accepted first: it must never be behind the other one. */
    void saveEpochs(long accepted, long current) {
        if (!hardState.acceptedEpoch().equals(OptionalLong.of(accepted))) {
            hardState.saveAcceptedEpoch(accepted);
        }
        if (!hardState.currentEpoch().equals(OptionalLong.of(current))) {
            hardState.saveCurrentEpoch(current);
        }
        listener.onEpochsSaved(accepted, current);
    }

    void truncate(long zxid, boolean reload) {
        if (file(() -> editor.truncate(zxid))) {
            listener.onTruncated(zxid, reload ? Optional.of(file(this::recover)) : Optional.empty());
        } else {
            listener.onNotTruncated(zxid);
        }
    }

    void install(DataTree tree) {
        file(() -> {
            editor.install(tree);
            return true;
        });
        listener.onInstalled(tree);
    }

    private StateRecovery.Recovered recover() {
        return recovery.get().recover(StateRecovery.Trust.USUAL);
    }

    private <T> T file(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, filing).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StorageException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
