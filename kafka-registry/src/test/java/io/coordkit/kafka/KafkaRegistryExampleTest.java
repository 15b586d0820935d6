package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** The README's example: a broker, a topic, and a consumer that takes its partitions and commits an offset. */
class KafkaRegistryExampleTest extends ServerTest {
    @Test
    void brokerTopicConsumer() {
        CuratorFramework client = client();
        Map<TopicPartition, Long> offsets;

        // readme:begin
        BrokerInfo info = BrokerInfo.of(System.currentTimeMillis(), Endpoint.plaintext("127.0.0.1", 9092));
        TopicAssignment twelve = TopicAssignment.of(TopicAssignment.spread(12, 1, List.of(1)), Uuid.randomUuid());
        GroupListener listener = new GroupListener() {
            @Override
            public void onAssigned(Map<TopicPartition, AssignedPartition> partitions) {
                partitions.forEach((partition, at) -> System.out.println("read " + partition + " from " + at.offset()));
            }

            @Override
            public void onRevoked(Set<TopicPartition> partitions) {
                System.out.println("stop reading " + partitions + ", still ours to commit");
            }

            @Override
            public void onLost(Set<TopicPartition> partitions) {
                System.out.println("stop reading " + partitions + ", somebody else may have them");
            }
        };
        try (BrokerRegistrar broker = new BrokerRegistrar(client, 1, info);
                GroupMember member = new GroupMember(client, GroupSettings.of("billing", "login"), listener)) {
            broker.start();
            new TopicRegistry(client).create("login", twelve);
            member.start();
            member.commit(Map.of(new TopicPartition("login", 3), 42L)); // refused unless login-3 is ours right now
            offsets = new GroupReader(client, "billing").offsets();
        }
        // readme:end

        assertThat(offsets).isEqualTo(Map.of(new TopicPartition("login", 3), 42L));
    }
}
