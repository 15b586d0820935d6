package io.coordkit.cli.demo.splitlog;

import io.coordkit.cli.demo.children.Message;
import io.coordkit.hbase.SplitTaskExecutor;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Splits a log into one file for each region, prepared aside, and tells about it: {@code claimed {log}},
 * {@code progress {log, edits}}, {@code split {log, edits, regions}}.
 */
final class LogSplitter implements SplitTaskExecutor {

    /** Slow enough to be watched; a real worker splits many thousands in this time. */
    private static final long PAUSE_PER_EDIT_MS = 40;

    /** Half a log is a multiple of it: the demo waits for that report. */
    private static final int EDITS_PER_REPORT = 15;

    private final WalFiles files;
    private final WalRoot root;
    private final ServerName self;
    private final int hangAfter;
    private final Consumer<Message> demo;

    /**
     * @param hangAfter after how many edits of a log to go no further, as if the disk did not answer; 0 for never
     */
    LogSplitter(WalFiles files, WalRoot root, ServerName self, int hangAfter, Consumer<Message> demo) {
        this.files = files;
        this.root = root;
        this.self = self;
        this.hangAfter = hangAfter;
        this.demo = demo;
    }

    @Override
    public SplitResult execute(SplitTaskName task, Progress progress) throws IOException, InterruptedException {
        demo.accept(Message.of("claimed").with("log", task.walPath()));
        try (RegionOutputs outputs = new RegionOutputs(files, root.prepared(self, task.walPath()))) {
            int[] edits = {0};
            boolean toItsEnd = files.readLog(root.log(task.walPath()), entry -> {
                outputs.append(entry);
                return after(++edits[0], task, progress);
            });
            if (!toItsEnd) {
                return SplitResult.PREEMPTED;
            }
            int regions = outputs.regions();
            outputs.complete();
            demo.accept(Message.of("split")
                    .with("log", task.walPath())
                    .with("edits", edits[0])
                    .with("regions", regions));
            return SplitResult.DONE;
        }
    }

    private boolean after(int edits, SplitTaskName task, Progress progress) throws InterruptedException {
        if (edits % EDITS_PER_REPORT == 0) {
            demo.accept(Message.of("progress").with("log", task.walPath()).with("edits", edits));
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_PER_EDIT_MS);
        while (edits == hangAfter && progress.report()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_PER_EDIT_MS);
        }
        return progress.report();
    }
}
