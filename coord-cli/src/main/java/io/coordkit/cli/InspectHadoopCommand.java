package io.coordkit.cli;

import io.coordkit.cli.inspect.HadoopView;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.statestore.paths.StorePaths;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord inspect hadoop}: elections and the ResourceManagers' state. */
@Command(
        name = "hadoop",
        description = {
            "Show the elections of ResourceManagers and NameNodes, and the ResourceManagers' state: who is active, who would be "
                    + "fenced, who may write the state, which applications and tokens are in it.",
            ""
        },
        footer = {"", "Example:", "  coord inspect hadoop --connect zk1:2181"})
final class InspectHadoopCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private InspectOptions options;

    @Option(
            names = "--election",
            paramLabel = "PATH",
            description = "The parent znode of one more election; repeat for more.")
    private List<String> elections = List.of();

    @Option(
            names = "--store",
            paramLabel = "PATH",
            defaultValue = StorePaths.DEFAULT_PARENT,
            description = "The parent znode of the state store. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String store;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        return options.show(tree -> HadoopView.read(tree, elections, store, Instant.now()));
    }
}
