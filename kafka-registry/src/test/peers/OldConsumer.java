import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.common.OffsetAndMetadata;
import kafka.common.TopicAndPartition;
import kafka.consumer.ConsumerConfig;
import kafka.consumer.ConsumerThreadId;
import kafka.javaapi.consumer.ConsumerRebalanceListener;
import kafka.javaapi.consumer.ZookeeperConsumerConnector;

/**
 * A consumer of Kafka 1.1 that registers, rebalances and commits, but reads nothing. Run from this source on the class path of
 * that Kafka, with the properties of the consumer as {@code name=value} and last {@code topic=streams}.
 *
 * <p>It prints {@code assigned topic-partition=consumer-stream ...}, the assignment of the whole group as it computed it, before
 * it reads. Its standard input takes {@code commit topic partition offset} and {@code leave}; it dies at the end of the input.
 */
public final class OldConsumer {
    private OldConsumer() {}

    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        for (int i = 0; i < arguments.length - 1; i++) {
            String[] pair = arguments[i].split("=", 2);
            properties.setProperty(pair[0], pair[1]);
        }
        String[] topic = arguments[arguments.length - 1].split("=", 2);
        ZookeeperConsumerConnector connector = new ZookeeperConsumerConnector(new ConsumerConfig(properties), false);
        connector.setConsumerRebalanceListener(new Printer());
        connector.createMessageStreams(Map.of(topic[0], Integer.valueOf(topic[1])));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("leave")) {
                connector.shutdown();
                System.exit(0);
            }
            connector.commitOffsets(
                    Map.of(
                            new TopicAndPartition(words[1], Integer.parseInt(words[2])),
                            OffsetAndMetadata.apply(Long.parseLong(words[3]))),
                    true);
            System.out.println("committed");
        }
        Runtime.getRuntime().halt(1);
    }

    private static final class Printer implements ConsumerRebalanceListener {
        @Override
        public void beforeReleasingPartitions(Map<String, java.util.Set<Integer>> ownership) {}

        @Override
        public void beforeStartingFetchers(
                String consumerId, Map<String, Map<Integer, ConsumerThreadId>> assignment) {
            StringBuilder line = new StringBuilder("assigned");
            new TreeMap<>(assignment).forEach((topic, streams) -> new TreeMap<>(streams)
                    .forEach((partition, stream) -> line.append(' ')
                            .append(topic)
                            .append('-')
                            .append(partition)
                            .append('=')
                            .append(stream)));
            System.out.println(line);
        }
    }
}
