package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Nodes that are not of the layout, or not of a version we know, among those that are. */
class ForeignNodesTest extends ServerTest {
    private static final Map<String, String> FOREIGN = new TreeMap<>(Map.of(
            "/brokers/ids/seven", "{}",
            "/brokers/ids/8", "{\"version\":0}",
            "/brokers/topics/not a topic", "{\"version\":1,\"partitions\":{}}",
            "/brokers/topics/spoiled", "{\"version\":1,\"partitions\":[]}",
            "/consumers/g/ids/stranger", "hello",
            "/consumers/g/owners/login/all", "me",
            "/consumers/g/offsets/login/last", "7",
            "/consumers/g/readme", "not ours"));

    @Test
    void viewAndGroupGoOnAndLeaveThemAsTheyAre() throws Exception {
        CuratorFramework client = client();
        for (Map.Entry<String, String> node : FOREIGN.entrySet()) {
            client.create()
                    .creatingParentsIfNeeded()
                    .forPath(node.getKey(), node.getValue().getBytes(UTF_8));
        }
        RecordingListener told = new RecordingListener();
        Subscription subscription = Subscription.whiteList(".*", 1, 1);
        try (BrokerRegistrar broker =
                        new BrokerRegistrar(client, 1, BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", 9092)));
                ClusterView view = new ClusterView(client);
                GroupMember member = new GroupMember(client(), GroupSettings.of("g", subscription), told)) {
            broker.start();
            new TopicRegistry(client).create("login", TopicAssignment.of(Map.of(0, List.of(1)), Uuid.randomUuid()));
            view.start();
            assertThat(view.cluster().nodes()).extracting(Node::id).containsExactly(1);
            assertThat(view.cluster().topics()).containsExactly("login");

            member.start();
            TopicPartition login = new TopicPartition("login", 0);
            Await.until(() -> assertThat(told.reading).containsOnlyKeys(login));
            member.commit(Map.of(login, 5L));

            GroupReader reader = new GroupReader(client, "g");
            assertThat(reader.offsets()).isEqualTo(Map.of(login, 5L));
            assertThat(reader.owners()).containsOnlyKeys(login);
            assertThatThrownBy(reader::members)
                    .isInstanceOf(MalformedNodeException.class)
                    .hasMessageStartingWith("/consumers/g/ids/stranger: ");
            assertThatThrownBy(() -> new ClusterRegistry(client).brokers())
                    .isInstanceOf(MalformedNodeException.class)
                    .hasMessageStartingWith("/brokers/ids/8: broker registration version 0");
        }
        for (Map.Entry<String, String> node : FOREIGN.entrySet()) {
            assertThat(text(client, node.getKey())).isEqualTo(node.getValue());
        }
    }
}
