package io.coordkit.cli;

import io.coordkit.cli.inspect.HBaseView;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.hbase.paths.HBasePaths;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            required = true,
            description = "Servers, separated by commas.")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private String connect;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CredentialOptions credentials;

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

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of each kind to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        LogOutput.silence();
        HBasePaths paths = paths();
        PrintWriter out = spec.commandLine().getOut();
        try (Tree tree = Tree.connect(connect, credentials.all(), PATIENCE)) {
            HBaseView view = HBaseView.read(tree, paths, Instant.now());
            if (json) {
                out.println(view.json());
            } else {
                view.lines(Math.max(0, limit)).forEach(out::println);
            }
            return 0;
        }
    }

    private HBasePaths paths() throws TreeFailure {
        try {
            return new HBasePaths(base, splitLog);
        } catch (IllegalArgumentException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
