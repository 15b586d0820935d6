package io.coordkit.cli;

import io.coordkit.cli.inspect.KafkaView;
import io.coordkit.cli.tree.TreeFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coord inspect kafka}: brokers, topics and consumer groups. */
@Command(
        name = "kafka",
        description = {
            "Show what Kafka keeps in ZooKeeper: brokers, the controller, topics with their leaders and in-sync replicas, and the "
                    + "groups of old consumers with owners, offsets and, where a broker answers, how far they are behind. What is not of Kafka's layout is named at the end.",
            ""
        },
        footer = {"", "Example:", "  coord inspect kafka --connect zk1:2181/kafka"})
final class InspectKafkaCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private InspectOptions options;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        return options.show(KafkaView::read);
    }
}
