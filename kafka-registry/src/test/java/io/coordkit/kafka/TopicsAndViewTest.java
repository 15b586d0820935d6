package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.ControllerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.paths.ClusterPaths;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Topics and partition states on a server, and the live view that follows them. */
class TopicsAndViewTest extends ServerTest {
    private static final Uuid ID = Uuid.fromString("BXCYkfxOQ0Cyn3sGkV0DCw");
    private static final TopicPartition LOGIN_0 = new TopicPartition("login", 0);

    @Test
    void createsListsAndMarksTopics() throws Exception {
        CuratorFramework client = client();
        TopicRegistry topics = new TopicRegistry(client);
        TopicAssignment login = TopicAssignment.of(TopicAssignment.spread(2, 2, List.of(1, 2)), ID);

        assertThat(topics.create("login", login)).isTrue();
        assertThat(topics.create("login", login)).isFalse();

        assertThat(topics.list()).containsExactly("login");
        assertThat(topics.assignment("login")).contains(new Versioned<>(login, 0));
        assertThat(topics.assignment("logout")).isEmpty();
        assertThat(text(client, "/config/topics/login")).isEqualTo("{\"version\":1,\"config\":{}}");
        assertThat(topics.markForDeletion("login")).isTrue();
        assertThat(topics.markForDeletion("login")).isFalse();
        assertThat(client.getData().forPath("/admin/delete_topics/login")).isNull();
    }

    @Test
    void partitionStatesAreWrittenUnderTheirVersion() throws Exception {
        CuratorFramework client = client();
        TopicRegistry topics = new TopicRegistry(client);
        topics.create("login", TopicAssignment.of(Map.of(0, List.of(1, 2)), ID));
        PartitionState first = PartitionState.initial(List.of(1, 2), 1);

        assertThat(topics.partitionState(LOGIN_0)).isEmpty();
        assertThat(topics.createPartitionState(LOGIN_0, first)).isTrue();
        assertThat(topics.createPartitionState(LOGIN_0, first)).isFalse();
        assertThat(client.getData().forPath("/brokers/topics/login/partitions/0"))
                .isNull();
        int version = topics.partitionState(LOGIN_0).orElseThrow().zkVersion();

        assertThat(topics.updatePartitionState(LOGIN_0, first.ledBy(2, List.of(2)), version))
                .contains(version + 1);
        assertThat(topics.updatePartitionState(LOGIN_0, first.ledBy(1, List.of(1)), version))
                .isEmpty();
        assertThat(topics.partitionState(LOGIN_0).orElseThrow().value())
                .isEqualTo(new PartitionState(2, 1, 1, List.of(2), 0, Map.of()));
    }

    @Test
    void viewFollowsBrokersTopicsLeadersAndController() throws Exception {
        CuratorFramework client = client();
        TopicRegistry topics = new TopicRegistry(client);
        try (ClusterView view = new ClusterView(client());
                BrokerRegistrar one = broker(client, 1);
                BrokerRegistrar two = broker(client, 2)) {
            List<Cluster> seen = new CopyOnWriteArrayList<>();
            view.addListener(seen::add);
            view.start();
            assertThat(view.cluster().nodes()).isEmpty();

            one.start();
            two.start();
            Await.until(() ->
                    assertThat(view.cluster().nodes()).extracting(Node::id).containsExactlyInAnyOrder(1, 2));
            assertThat(view.cluster().nodeById(2)).isEqualTo(new Node(2, "127.0.0.2", 9092, "r2"));

            topics.create("login", TopicAssignment.of(Map.of(0, List.of(1, 2)), ID));
            Await.until(() ->
                    assertThat(view.cluster().partitionCountForTopic("login")).isEqualTo(1));
            assertThat(view.cluster().leaderFor(LOGIN_0)).isNull();
            assertThat(view.cluster().topicId("login")).isEqualTo(ID);

            PartitionState state = PartitionState.initial(List.of(1, 2), 1);
            topics.createPartitionState(LOGIN_0, state);
            Await.until(() -> assertThat(view.cluster().leaderFor(LOGIN_0))
                    .extracting(Node::id)
                    .isEqualTo(1));
            topics.updatePartitionState(LOGIN_0, state.ledBy(2, List.of(2)), 0);
            Await.until(() -> assertThat(view.cluster().leaderFor(LOGIN_0))
                    .extracting(Node::id)
                    .isEqualTo(2));
            assertThat(view.cluster().partition(LOGIN_0).inSyncReplicas())
                    .extracting(Node::id)
                    .containsExactly(2);

            client.create()
                    .forPath(ClusterPaths.CONTROLLER, ControllerInfo.of(2, 5).encode());
            Await.until(() ->
                    assertThat(view.cluster().controller()).extracting(Node::id).isEqualTo(2));

            one.close();
            Await.until(() ->
                    assertThat(view.cluster().nodes()).extracting(Node::id).containsExactly(2));
            assertThat(view.cluster().partition(LOGIN_0).offlineReplicas())
                    .extracting(Node::id)
                    .containsExactly(1);

            client.delete().deletingChildrenIfNeeded().forPath("/brokers/topics/login");
            Await.until(() -> assertThat(view.cluster().topics()).isEmpty());
            assertThat(seen).last().isEqualTo(view.cluster());
        }
    }

    @Test
    void viewSurvivesMalformedNodesAndExpiry() throws Exception {
        CuratorFramework client = client();
        CuratorFramework viewer = client();
        TopicRegistry topics = new TopicRegistry(client);
        try (ClusterView view = new ClusterView(viewer);
                BrokerRegistrar one = broker(client, 1)) {
            one.start();
            topics.create("login", TopicAssignment.of(Map.of(0, List.of(1)), ID));
            client.create().forPath("/brokers/ids/2", new byte[] {'?'});
            client.create().forPath("/brokers/topics/broken", new byte[] {'?'});
            view.start();
            assertThat(view.cluster().nodes()).extracting(Node::id).containsExactly(1);
            assertThat(view.cluster().topics()).containsExactly("login");

            expireSession(viewer);
            topics.create("later", TopicAssignment.of(Map.of(0, List.of(1)), Uuid.randomUuid()));

            Await.until(() -> assertThat(view.cluster().topics()).containsExactlyInAnyOrder("login", "later"));
        }
    }

    private static BrokerRegistrar broker(CuratorFramework client, int id) {
        return new BrokerRegistrar(
                client,
                id,
                BrokerInfo.of(1700000000000L, Endpoint.plaintext("127.0.0." + id, 9092))
                        .inRack("r" + id));
    }
}
