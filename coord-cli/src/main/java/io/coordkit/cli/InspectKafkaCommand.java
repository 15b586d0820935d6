package io.coordkit.cli;

import io.coordkit.cli.inspect.KafkaView;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coord inspect kafka}: brokers, topics and consumer groups. */
@Command(
        name = "kafka",
        description = {
            "Show what Kafka keeps in ZooKeeper: brokers, the controller, topics with their leaders and in-sync replicas, and the "
                    + "groups of old consumers with owners and offsets. What is not of Kafka's layout is named at the end.",
            ""
        },
        footer = {"", "Example:", "  coord inspect kafka --connect zk1:2181/kafka"})
final class InspectKafkaCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            required = true,
            description = "Servers, separated by commas; a path at the end is Kafka's root.")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private String connect;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CredentialOptions credentials;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many lines of each table to print. Default: ${DEFAULT-VALUE}.")
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
            KafkaView view = KafkaView.read(tree);
            if (json) {
                out.println(view.json());
            } else {
                view.lines(Math.max(0, limit)).forEach(out::println);
            }
            return 0;
        }
    }
}
