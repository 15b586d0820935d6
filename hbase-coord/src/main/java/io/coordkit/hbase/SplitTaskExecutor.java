package io.coordkit.hbase;

import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.IOException;

/**
 * The work itself: splits one log, preparing its output aside. Two workers may execute the same task when one was
 * taken for dead, so nothing may be visible before the manager's {@link TaskFinisher} commits it. Called on a worker
 * thread for each task. Source: {@code SplitLogWorker.TaskExecutor}.
 */
@FunctionalInterface
public interface SplitTaskExecutor {
    /** Tells the worker that the split goes on, and the split whether it should. */
    @FunctionalInterface
    interface Progress {
        /**
         * To be called often, at least a few times in each report period; it does not block. Only while it is called
         * does the manager hear from this task.
         *
         * @return false when the task was taken away or the worker stops: end now with {@link SplitResult#PREEMPTED}
         */
        boolean report();
    }

    /**
     * Splits the log. Interrupted when the task is taken away.
     *
     * @param task its {@link SplitTaskName#walPath()} is the log, relative to the WAL root
     * @throws java.io.FileNotFoundException when the log is gone, which counts as done
     * @throws IOException when the log cannot be split, which counts as {@link SplitResult#ERR}
     * @throws InterruptedException when interrupted, which counts as {@link SplitResult#RESIGNED}
     */
    SplitResult execute(SplitTaskName task, Progress progress) throws IOException, InterruptedException;

    /**
     * Sends the log's edits to the servers that have its regions now, for a 1.x cluster whose mode is distributed log replay
     * (HBASE-7006); {@link RecoveringRegions} says which edits a region needs. Otherwise as {@link #execute}. Splitting
     * would be wrong here: the regions are open already, and nobody would read the files.
     *
     * @return {@link SplitResult#RESIGNED} when a region's server cannot be reached
     */
    default SplitResult replay(SplitTaskName task, Progress progress) throws IOException, InterruptedException {
        throw new IOException("this worker splits logs and does not replay them");
    }
}
