package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.BrokerPartition;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** The layout of Kafka 0.7: what a broker has of a topic is an ephemeral number. */
class Kafka07TopicsTest extends ServerTest {
    @Test
    void aBrokerSaysHowManyPartitionsItHas() throws Exception {
        CuratorFramework client = client();
        CuratorFramework crashing = client();
        try (Kafka07Topics zero = new Kafka07Topics(client, 0);
                Kafka07Topics one = new Kafka07Topics(crashing, 1)) {
            zero.offer("login", 5);
            one.offer("login", 5);
            assertThat(zero.partitions("login"))
                    .extracting(BrokerPartition::toString)
                    .containsExactly("0-0", "0-1", "0-2", "0-3", "0-4", "1-0", "1-1", "1-2", "1-3", "1-4");
            assertThat(text(client, "/brokers/topics/login/1")).isEqualTo("5");
            assertThat(client.checkExists().forPath("/brokers/topics/login/1").getEphemeralOwner())
                    .isEqualTo(crashing.getZookeeperClient().getZooKeeper().getSessionId());
            crashing.getZookeeperClient().getZooKeeper().close(); // as a crash, but for the waiting
            Await.until(() -> assertThat(zero.partitions("login"))
                    .extracting(BrokerPartition::broker)
                    .containsOnly(0));
        }
        assertThat(client.getChildren().forPath("/brokers/topics/login")).isEmpty();
    }

    @Test
    void offersComeBackAfterAnExpiryAndBelongToOneSession() throws Exception {
        CuratorFramework client = client();
        CuratorFramework expiring = client();
        try (Kafka07Topics three = new Kafka07Topics(expiring, 3);
                Kafka07Topics other = new Kafka07Topics(client, 3)) {
            three.offer("login", 2);
            three.offer("login", 3);
            assertThatThrownBy(() -> other.offer("login", 1)).isInstanceOf(BrokerIdConflictException.class);
            expireSession(expiring);
            Await.until(() -> assertThat(other.partitions("login")).isEmpty());
            Await.until(() -> assertThat(other.partitions("login")).hasSize(3));
        }
    }

    @Test
    void doesNotMixWithTheOtherLayout() throws Exception {
        CuratorFramework client = client();
        TopicRegistry topics = new TopicRegistry(client);
        topics.create("new", TopicAssignment.of(Map.of(0, List.of(1)), Uuid.randomUuid()));
        client.create().creatingParentsIfNeeded().forPath("/brokers/topics/odd/3", "many".getBytes(UTF_8));
        try (Kafka07Topics three = new Kafka07Topics(client, 3)) {
            assertThatThrownBy(() -> three.offer("new", 2))
                    .isInstanceOf(MalformedNodeException.class)
                    .hasMessageStartingWith("/brokers/topics/new: ");
            assertThatThrownBy(() -> three.partitions("odd"))
                    .isInstanceOf(MalformedNodeException.class)
                    .hasMessageStartingWith("/brokers/topics/odd/3: ");
            assertThat(client.getChildren().forPath("/brokers/topics/new")).isEmpty();
        }
    }

    @Test
    void partitionsAreOrderedAsText() {
        assertThat(BrokerPartition.parse("0-10")).isLessThan(BrokerPartition.parse("0-2"));
        assertThatThrownBy(() -> BrokerPartition.parse("0")).isInstanceOf(IllegalArgumentException.class);
    }
}
