package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.verdict.Verdict;
import org.apache.curator.framework.CuratorFramework;

/** Consumers of a topic join, leave and die, and its partitions find new owners each time. */
public final class KafkaRebalanceDemo implements Demo {

    public static final String NAME = "kafka-rebalance";

    private final boolean real;

    private KafkaRebalanceDemo(boolean real) {
        this.real = real;
    }

    /** With brokers of which only the znodes are there, and records that are made up. */
    public static KafkaRebalanceDemo withoutKafka() {
        return new KafkaRebalanceDemo(false);
    }

    /** With brokers of Kafka 3.9 and records that go through them. */
    public static KafkaRebalanceDemo withKafka() {
        return new KafkaRebalanceDemo(true);
    }

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
        try (Brokers brokers = real ? new KafkaBrokers(context) : new RegisteredBrokers(context.connectString())) {
            return run(context, brokers, new ConsumerGroup(context, brokers));
        }
    }

    private static Verdict run(DemoContext context, Brokers brokers, ConsumerGroup group) throws Exception {
        try (CuratorFramework client = Sessions.open(context.connectString());
                TreeWatch tree = new TreeWatch(
                        client, look -> context.narrator().picture(GroupPicture.of(look, group.fates())))) {
            tree.start();
            return new Story(context, client, brokers, group, tree).tell();
        }
    }
}
