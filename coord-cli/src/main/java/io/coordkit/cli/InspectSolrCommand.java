package io.coordkit.cli;

import io.coordkit.cli.inspect.SolrView;
import io.coordkit.cli.tree.TreeFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coord inspect solr}: nodes, collections and their replicas. */
@Command(
        name = "solr",
        description = {
            "Show what SolrCloud keeps in ZooKeeper: live nodes, the overseer and its queues, collections with their replicas, "
                    + "states and leaders, configuration sets, aliases and settings. What cannot be read is listed with its path.",
            ""
        },
        footer = {"", "Example:", "  coord inspect solr --connect zk1:2181/solr"})
final class InspectSolrCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private InspectOptions options;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        return options.show(SolrView::read);
    }
}
