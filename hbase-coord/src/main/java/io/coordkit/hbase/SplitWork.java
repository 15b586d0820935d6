package io.coordkit.hbase;

import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.function.Consumer;

/** Where the work on tasks is done, so that the worker's driver need not know of threads. */
@FunctionalInterface
interface SplitWork {
    /** Work under way. */
    @FunctionalInterface
    interface Running {
        /** Makes it end soon; its end is reported as any other. */
        void stop();
    }

    /**
     * Begins the work on one task.
     *
     * @param replay whether to replay the log in place of splitting it
     * @param onProgress called now and then while the work goes on, by any thread
     * @param onEnd called once, by any thread
     */
    Running begin(SplitTaskName task, boolean replay, Runnable onProgress, Consumer<SplitResult> onEnd);
}
