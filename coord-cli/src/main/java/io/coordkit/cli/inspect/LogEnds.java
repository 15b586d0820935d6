package io.coordkit.cli.inspect;

import io.coordkit.kafka.RegistryException;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.offsets.KafkaOffsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Knows the offset after the last message of a partition. */
@FunctionalInterface
interface LogEnds {

    /** Brokers of which none answers by then are as good as gone to somebody who only has a look. */
    Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * Of those partitions of which it can be found out.
     *
     * @throws RegistryException when no broker can be asked
     */
    Map<TopicPartition, Long> of(Collection<BrokerInfo> brokers, Set<TopicPartition> partitions);

    /** Asks the brokers where they listen without encryption and passwords. */
    static Map<TopicPartition, Long> ask(Collection<BrokerInfo> brokers, Set<TopicPartition> partitions) {
        String bootstrap = brokers.stream()
                .flatMap(broker -> broker.plaintext().stream())
                .map(endpoint -> endpoint.text().substring(endpoint.listener().length() + "://".length()))
                .collect(Collectors.joining(","));
        if (bootstrap.isEmpty()) {
            throw new RegistryException("no broker listens without encryption");
        }
        try (KafkaOffsets kafka = new KafkaOffsets(bootstrap, new Properties(), PATIENCE)) {
            return kafka.ends(partitions);
        }
    }
}
