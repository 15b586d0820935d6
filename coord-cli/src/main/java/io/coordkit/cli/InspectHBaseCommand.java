package io.coordkit.cli;

import io.coordkit.cli.inspect.HBaseView;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.hbase.paths.HBasePaths;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord inspect hbase}: masters, servers, meta, and the work under way. */
@Command(
        name = "hbase",
        description = {
            "Show an HBase cluster's coordination: masters, region servers, where meta is, tables, regions in transition, split-log "
                    + "tasks by state and owner, and replication queues with their positions. What cannot be read is listed with its path.",
            ""
        },
        footer = {"", "Example:", "  coord inspect hbase --connect zk1:2181"})
final class InspectHBaseCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private InspectOptions options;

    @Option(
            names = "--base",
            paramLabel = "PATH",
            defaultValue = "/hbase",
            description = "The cluster's znode, zookeeper.znode.parent. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String base;

    @Option(
            names = "--split-log",
            paramLabel = "NAME",
            defaultValue = "splitWAL",
            description = "The directory of split-log tasks, splitlog in HBase 0.94. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String splitLog;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        HBasePaths paths = paths();
        return options.show(tree -> HBaseView.read(tree, paths, Instant.now()));
    }

    private HBasePaths paths() throws TreeFailure {
        try {
            return new HBasePaths(base, splitLog);
        } catch (IllegalArgumentException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
