package io.coordkit.cli;

import io.coordkit.cli.inspect.HadoopView;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.statestore.paths.StorePaths;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many applications and tokens to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        LogOutput.silence();
        PrintWriter out = spec.commandLine().getOut();
        try (Tree tree = Tree.connect(connect, credentials.all(), PATIENCE)) {
            HadoopView view = HadoopView.read(tree, elections, store);
            if (json) {
                out.println(view.json());
            } else {
                view.lines(Math.max(0, limit), Instant.now()).forEach(out::println);
            }
            return 0;
        }
    }
}
