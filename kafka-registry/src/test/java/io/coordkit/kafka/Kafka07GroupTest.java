package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.BrokerPartition;
import io.coordkit.kafka.codec.GroupLayout;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.paths.GroupPath;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;

/** A group in the layout of Kafka 0.7. */
class Kafka07GroupTest extends ServerTest {
    private static final Subscription LOGIN = Subscription.toTopics(Map.of("login", 1), 1);

    @Test
    void ownersAndOffsetsAreNamedByBrokerAndPartition() throws Exception {
        CuratorFramework client = client();
        registerBrokers(client);
        try (Kafka07Topics zero = new Kafka07Topics(client, 0);
                Kafka07Topics one = new Kafka07Topics(client(), 1);
                GroupMember first = member("c1");
                GroupMember second = member("c2")) {
            zero.offer("login", 5);
            first.start();
            assertThat(names(first)).containsExactlyInAnyOrder("0-0", "0-1", "0-2", "0-3", "0-4");
            one.offer("login", 5); // a broker more, and so five partitions more
            Await.until(() -> assertThat(names(first)).hasSize(10));
            second.start();
            Await.until(() -> {
                assertThat(names(first)).containsExactlyInAnyOrder("0-0", "0-1", "0-2", "0-3", "0-4");
                assertThat(names(second)).containsExactlyInAnyOrder("1-0", "1-1", "1-2", "1-3", "1-4");
            });
            second.commit(Map.of(partition(1, 4), 4096L));
            assertThat(text(client, "/consumers/g/ids/g_c1")).isEqualTo("{\"login\":1}");
            assertThat(text(client, "/consumers/g/owners/login/1-4")).isEqualTo("g_c2-0");
            assertThat(client.checkExists()
                            .forPath("/consumers/g/owners/login/1-4")
                            .getEphemeralOwner())
                    .isNotZero();
            assertThat(text(client, "/consumers/g/offsets/login/1-4")).isEqualTo("4096");

            GroupPath group = new GroupPath("g", GroupLayout.KAFKA_0_7);
            GroupReader reader = new GroupReader(client, group, malformed -> {
                throw malformed;
            });
            assertThat(reader.members()).containsOnlyKeys("g_c1", "g_c2");
            assertThat(reader.owners()).hasSize(10).containsEntry(partition(0, 0), "g_c1-0");
            assertThat(reader.offsets()).isEqualTo(Map.of(partition(1, 4), 4096L));

            one.close(); // its partitions are gone with it
            Await.until(() -> {
                assertThat(names(first)).containsExactlyInAnyOrder("0-0", "0-1", "0-2");
                assertThat(names(second)).containsExactlyInAnyOrder("0-3", "0-4");
            });
        }
    }

    @Test
    void partitionsAreSharedInTheOrderOfTheirText() throws Exception {
        registerBrokers(client());
        try (Kafka07Topics zero = new Kafka07Topics(client(), 0);
                GroupMember first = member("c1");
                GroupMember second = member("c2")) {
            zero.offer("login", 12);
            first.start();
            second.start();
            Await.until(() -> {
                assertThat(names(first)).containsExactlyInAnyOrder("0-0", "0-1", "0-10", "0-11", "0-2", "0-3");
                assertThat(names(second)).containsExactlyInAnyOrder("0-4", "0-5", "0-6", "0-7", "0-8", "0-9");
            });
        }
    }

    @Test
    void subscriptionsAreThoseOf07() {
        for (Subscription subscription :
                Set.of(LOGIN, Subscription.whiteList("log*in*", 2, -1), Subscription.blackList("a|b!", 3, -1))) {
            byte[] value = GroupLayout.KAFKA_0_7.encode(subscription);
            Subscription read = GroupLayout.KAFKA_0_7.decode("/id", value);
            assertThat(read.pattern()).isEqualTo(subscription.pattern());
            assertThat(read.streams()).isEqualTo(subscription.streams());
        }
        assertThat(new String(GroupLayout.KAFKA_0_7.encode(Subscription.whiteList("log.*", 2, 1)), UTF_8))
                .isEqualTo("*2*log.*");
        assertThat(GroupLayout.KAFKA_0_7
                        .decode("/id", "{ \"login\": 2 }".getBytes(UTF_8))
                        .streams())
                .isEqualTo(Map.of("login", 2));
        for (String odd : Set.of("", "hello", "*2!x", "{}", "{\"login\":\"2\"}", "*0*x", "*1*(")) {
            assertThatThrownBy(() -> GroupLayout.KAFKA_0_7.decode("/id", odd.getBytes(UTF_8)))
                    .as(odd)
                    .isInstanceOf(MalformedNodeException.class)
                    .hasMessageStartingWith("/id: ");
        }
    }

    private GroupMember member(String name) {
        return new GroupMember(
                client(), GroupSettings.ofKafka07("g", LOGIN).withConsumerName(name), new RecordingListener());
    }

    private static void registerBrokers(CuratorFramework client) throws Exception {
        client.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath("/brokers/ids/0", "host-1:host:9092".getBytes(UTF_8));
    }

    private static Set<String> names(GroupMember member) {
        return member.assignment().keySet().stream()
                .map(partition ->
                        BrokerPartition.ofPacked(partition.partition()).toString())
                .collect(Collectors.toSet());
    }

    private static TopicPartition partition(int broker, int number) {
        return new TopicPartition("login", new BrokerPartition(broker, number).packed());
    }
}
