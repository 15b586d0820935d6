package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.EntityConfig;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.paths.ClusterPaths;
import io.coordkit.server.CoordEnsemble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two brokers of Kafka 3.9 in ZooKeeper mode on our ensemble, beside a broker that this library registers. */
class RealBrokersTest {
    private static final String TOPIC = "login";
    private static final Map<Integer, List<Integer>> REPLICAS =
            Map.of(0, List.of(1, 2), 1, List.of(2, 1), 2, List.of(1, 2));
    private static final int OURS = 9;

    @TempDir
    Path dir;

    private CoordEnsemble ensemble;
    private CuratorFramework client;
    private final Map<Integer, Integer> ports = new HashMap<>();
    private final Map<Integer, Peer> brokers = new HashMap<>();

    @BeforeEach
    void startBrokers() throws Exception {
        ensemble = CoordEnsemble.builder().directory(dir.resolve("ensemble")).start();
        client = client("");
        for (int id : List.of(1, 2)) {
            ports.put(id, RealBrokers.freePort());
            brokers.put(id, RealBrokers.start(dir, id, ports.get(id), ensemble.connectString()));
        }
        Await.until(() -> assertThat(new ClusterRegistry(client).brokers()).containsOnlyKeys(1, 2));
    }

    @AfterEach
    void stopAll() {
        brokers.values().forEach(Peer::close);
        client.close();
        ensemble.close();
    }

    @Test
    void theyAndWeAreOneCluster() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            get(admin.createTopics(List.of(new NewTopic(TOPIC, REPLICAS).configs(Map.of("retention.ms", "3600000"))))
                    .all());
            awaitStates();
            assertThat(writeOurs()).isEqualTo(dump(client));

            BrokerInfo info = BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", RealBrokers.freePort()));
            try (BrokerRegistrar registrar = new BrokerRegistrar(client, OURS, info);
                    ClusterView view = new ClusterView(client)) {
                registrar.start();
                view.start();
                awaitSameView(admin, view);
                assertThat(view.cluster().nodes()).extracting(Node::id).containsExactlyInAnyOrder(1, 2, OURS);

                takeOver(admin);
                awaitSameView(admin, view);

                int controller = view.cluster().controller().id();
                brokers.get(controller).kill();
                Await.until(() -> assertThat(view.cluster().controller())
                        .isNotNull()
                        .extracting(Node::id)
                        .isNotIn(controller, OURS));
                awaitSameView(admin, view);
                assertThat(view.cluster()
                                .partition(new TopicPartition(TOPIC, 0))
                                .offlineReplicas())
                        .extracting(Node::id)
                        .containsExactly(controller);
            }
        }
    }

    /** Our broker becomes the controller while the real ones stand still; they follow it, and one of them follows after it. */
    private void takeOver(Admin admin) throws Exception {
        try (ControllerElector elector = new ControllerElector(client, OURS, ControllerListener.NONE)) {
            elector.start();
            for (Peer broker : brokers.values()) {
                broker.pause();
            }
            client.delete().forPath(ClusterPaths.CONTROLLER);
            Await.until(() -> assertThat(elector.controllership()).isPresent());
            for (Peer broker : brokers.values()) {
                broker.resume();
            }
            Controllership reign = elector.controllership().orElseThrow();
            assertThat(reign.epoch()).isEqualTo(2);
            reign.forgetDeletion("never-was");
            client.create()
                    .forPath("/admin/delete_topics/never-was"); // a controller removes that; we did not ask ours to
            elector.close();
            Await.until(() -> assertThat(client.checkExists().forPath("/admin/delete_topics/never-was"))
                    .isNull());
            assertThatThrownBy(() -> reign.forgetDeletion("never-was")).isInstanceOf(ControllerMovedException.class);
            assertThat(new String(client.getData().forPath(ClusterPaths.CONTROLLER_EPOCH), UTF_8))
                    .isEqualTo("3");
        }
    }

    private void awaitStates() throws Exception {
        TopicRegistry topics = new TopicRegistry(client);
        Await.until(() -> REPLICAS.keySet()
                .forEach(partition -> assertThat(topics.partitionState(new TopicPartition(TOPIC, partition)))
                        .isPresent()));
    }

    /** What Kafka tells its clients is what we read in the tree. */
    private static void awaitSameView(Admin admin, ClusterView view) throws Exception {
        Await.until(() -> {
            DescribeClusterResult described = admin.describeCluster();
            Cluster cluster = view.cluster();
            assertThat(cluster.clusterResource().clusterId()).isEqualTo(get(described.clusterId()));
            assertThat(cluster.nodes()).containsExactlyInAnyOrderElementsOf(get(described.nodes()));
            assertThat(cluster.controller()).isEqualTo(get(described.controller()));
            TopicDescription topic =
                    get(admin.describeTopics(List.of(TOPIC)).allTopicNames()).get(TOPIC);
            assertThat(cluster.topicId(TOPIC)).isEqualTo(topic.topicId());
            assertThat(topic.partitions()).hasSize(cluster.partitionCountForTopic(TOPIC));
            for (TopicPartitionInfo theirs : topic.partitions()) {
                PartitionInfo ours = cluster.partition(new TopicPartition(TOPIC, theirs.partition()));
                assertThat(ours.leader()).isEqualTo(theirs.leader());
                assertThat(ours.replicas()).extracting(Node::id).isEqualTo(ids(theirs.replicas()));
                assertThat(ours.inSyncReplicas()).extracting(Node::id).isEqualTo(ids(theirs.isr()));
            }
        });
    }

    private static List<Integer> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    /** The same cluster, written by this library below /ours; its dump. */
    private SortedMap<String, String> writeOurs() throws Exception {
        client.create().forPath("/ours");
        try (CuratorFramework ours = client("/ours")) {
            ClusterRegistry cluster = new ClusterRegistry(ours);
            cluster.createTopLevelPaths();
            cluster.clusterId();
            for (int id : List.of(1, 2)) {
                new BrokerRegistrar(ours, id, BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", ports.get(id)))).start();
            }
            int controller =
                    new ClusterRegistry(client).controller().orElseThrow().brokerId();
            try (ControllerElector elector = new ControllerElector(ours, controller, ControllerListener.NONE)) {
                elector.start();
                Await.until(() -> assertThat(elector.controllership()).isPresent());
                new TopicRegistry(ours)
                        .create(
                                TOPIC,
                                TopicAssignment.of(REPLICAS, Uuid.randomUuid()),
                                EntityConfig.of(Map.of("retention.ms", "3600000")));
                Map<TopicPartition, PartitionState> states = new HashMap<>();
                REPLICAS.forEach((partition, replicas) ->
                        states.put(new TopicPartition(TOPIC, partition), PartitionState.initial(replicas, 1)));
                elector.controllership().orElseThrow().createPartitionStates(states);
                return dump(ours);
            }
        }
    }

    /** Path to type, version and bytes, but for times and ids, and for what only a controller with features and producers writes. */
    private static SortedMap<String, String> dump(CuratorFramework client) throws Exception {
        SortedMap<String, String> dump = new TreeMap<>();
        List<String> left = new ArrayList<>(List.of(
                "/brokers",
                "/controller",
                "/controller_epoch",
                "/cluster",
                "/consumers",
                "/admin",
                "/config",
                "/isr_change_notification",
                "/log_dir_event_notification"));
        while (!left.isEmpty()) {
            String path = left.remove(left.size() - 1);
            Stat stat = new Stat();
            byte[] data = client.getData().storingStatIn(stat).forPath(path);
            String text = data == null ? "no value" : masked(new String(data, UTF_8));
            dump.put(path, (stat.getEphemeralOwner() == 0 ? "P " : "E ") + stat.getVersion() + " " + text);
            new TreeSet<>(client.getChildren().forPath(path)).forEach(child -> left.add(path + "/" + child));
        }
        return dump;
    }

    private static String masked(String json) {
        return json.replaceAll("\"timestamp\":\"\\d+\"", "\"timestamp\":\"T\"")
                .replaceAll("(\"(topic_)?id\"):\"[\\w-]{22}\"", "$1:\"ID\"");
    }

    private String bootstrap() {
        return "127.0.0.1:" + ports.get(1) + ",127.0.0.1:" + ports.get(2);
    }

    private CuratorFramework client(String chroot) {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(ensemble.connectString() + chroot, new RetryForever(100));
        client.start();
        return client;
    }

    private static <T> T get(KafkaFuture<T> future) throws Exception {
        return future.get(ServerTest.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
