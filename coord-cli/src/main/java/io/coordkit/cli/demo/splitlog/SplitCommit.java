package io.coordkit.cli.demo.splitlog;

import io.coordkit.hbase.TaskFinisher;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The master's commit: moves what one worker has prepared to the regions, each file by one atomic rename, and then
 * archives the log. So a log in the archive needs nothing more, and a commit that was cut short is completed by the next,
 * even from another worker's output: the same log gives the same files.
 */
final class SplitCommit implements TaskFinisher {

    /**
     * A log's edits are where their regions look for them.
     *
     * @param log path relative to the WAL root
     * @param worker whose output it is
     * @param files how many were moved
     */
    record Commit(String log, ServerName worker, int files) {}

    private final WalRoot root;
    private final Consumer<Commit> listener;

    SplitCommit(WalRoot root, Consumer<Commit> listener) {
        this.root = root;
        this.listener = listener;
    }

    @Override
    public void finish(SplitTaskName task, ServerName worker) throws IOException {
        String log = task.walPath();
        if (Files.exists(root.archived(log))) {
            return;
        }
        Path directory = root.prepared(worker, log);
        if (!Files.isDirectory(directory)) {
            throw new IOException(worker + " has prepared nothing for " + log);
        }
        List<Path> prepared = WalRoot.list(directory);
        for (Path file : prepared) {
            commit(file, directory.relativize(file).getName(0).toString());
        }
        Files.createDirectories(root.archive());
        Files.move(root.log(log), root.archived(log), StandardCopyOption.ATOMIC_MOVE);
        listener.accept(new Commit(log, worker, prepared.size()));
    }

    private void commit(Path file, String region) throws IOException {
        if (RegionOutputs.isUnfinished(file)) {
            throw new IOException("not finished: " + file);
        }
        Path target = Files.createDirectories(root.recoveredEdits(region)).resolve(file.getFileName());
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
