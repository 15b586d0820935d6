package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.verdict.Verdict;
import org.apache.curator.framework.CuratorFramework;

/** Consumers of a topic join, leave and die, and its partitions find new owners each time. */
public final class KafkaRebalanceDemo implements Demo {

    static final String NAME = "kafka-rebalance";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "consumers share 12 partitions; they join, leave and die, and no record is lost";
    }

    @Override
    public Verdict run(DemoContext context) throws Exception {
        ConsumerGroup group = new ConsumerGroup(context);
        try (CuratorFramework client = Sessions.open(context.connectString());
                Brokers brokers = new Brokers(context.connectString());
                TreeWatch tree = new TreeWatch(
                        client, look -> context.narrator().picture(GroupPicture.of(look, group.fates())))) {
            tree.start();
            return new Story(context, client, brokers, group, tree).tell();
        }
    }
}
