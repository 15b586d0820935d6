package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.BrokerCodec;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.ControllerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.paths.ClusterPaths;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

/** Registration as Kafka 2.2 and later do it, conflicts, expiry, and the nodes that exist once per cluster. */
class BrokerRegistrarTest extends ServerTest {
    private static final BrokerInfo INFO =
            BrokerInfo.of(1700000000000L, Endpoint.plaintext("127.0.0.1", 9092)).inRack("dc1");
    private static final String PATH = "/brokers/ids/1";

    @Test
    void registersInOneMultiWithTheCzxidAsEpoch() throws Exception {
        CuratorFramework client = client();
        try (BrokerRegistrar broker = new BrokerRegistrar(client, 1, INFO)) {
            long epoch = broker.start();

            Stat stat = client.checkExists().forPath(PATH);
            assertThat(epoch).isEqualTo(stat.getCzxid()).isEqualTo(broker.epoch());
            assertThat(stat.getVersion()).isEqualTo(1);
            assertThat(stat.getEphemeralOwner())
                    .isEqualTo(client.getZookeeperClient().getZooKeeper().getSessionId());
            assertThat(BrokerCodec.decode(PATH, client.getData().forPath(PATH))).isEqualTo(INFO);
        }
        assertThat(client.checkExists().forPath(PATH)).isNull();
    }

    @Test
    void secondBrokerOfTheSameIdIsRefusedAndTheFirstUntouched() throws Exception {
        try (BrokerRegistrar first = new BrokerRegistrar(client(), 1, INFO);
                BrokerRegistrar second = new BrokerRegistrar(client(), 1, INFO)) {
            long epoch = first.start();

            assertThatThrownBy(second::start)
                    .isInstanceOf(BrokerIdConflictException.class)
                    .hasMessageContaining("broker id 1 is already registered");
            second.close();

            assertThat(client().checkExists().forPath(PATH).getCzxid()).isEqualTo(epoch);
        }
    }

    @Test
    void registersAgainWithAGreaterEpochAfterExpiry() throws Exception {
        CuratorFramework client = client();
        try (BrokerRegistrar broker = new BrokerRegistrar(client, 1, INFO)) {
            long before = broker.start();

            expireSession(client);

            Await.until(() -> assertThat(broker.epoch()).isGreaterThan(before));
            assertThat(client.checkExists().forPath(PATH).getCzxid()).isEqualTo(broker.epoch());
        }
    }

    @Test
    void tellsWhenItIsRegisteredAgainAndIsStartedOnce() throws Exception {
        CuratorFramework client = client();
        List<String> heard = new CopyOnWriteArrayList<>();
        BrokerListener listener = new BrokerListener() {
            @Override
            public void onLost() {
                heard.add("lost");
                throw new IllegalStateException("planted");
            }

            @Override
            public void onRegisteredAgain(long epoch) {
                heard.add("epoch " + epoch);
            }
        };
        try (BrokerRegistrar broker = new BrokerRegistrar(client, 1, INFO, listener)) {
            broker.start();
            assertThatThrownBy(broker::start).isInstanceOf(IllegalStateException.class);

            expireSession(client);

            Await.until(() -> assertThat(heard).containsExactly("lost", "epoch " + broker.epoch()));
        }
    }

    @Test
    void tellsWhenAnotherTakesTheIdAfterAnExpiry() throws Exception {
        CuratorFramework client = client();
        BrokerRegistrar thief = new BrokerRegistrar(client(), 1, INFO);
        CompletableFuture<RegistryException> refusal = new CompletableFuture<>();
        BrokerListener listener = new BrokerListener() {
            @Override
            public void onLost() {
                thief.start();
            }

            @Override
            public void onNotRegistered(RegistryException why) {
                refusal.complete(why);
            }
        };
        try (BrokerRegistrar broker = new BrokerRegistrar(client, 1, INFO, listener);
                thief) {
            broker.start();

            expireSession(client);

            assertThat(refusal.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(BrokerIdConflictException.class);
            assertThat(broker.epoch()).isEqualTo(BrokerRegistrar.UNKNOWN_EPOCH);
            assertThat(client.checkExists().forPath(PATH).getCzxid()).isEqualTo(thief.epoch());
        }
    }

    @Test
    void aRefusedStartMayBeRepeated() throws Exception {
        try (BrokerRegistrar first = new BrokerRegistrar(client(), 1, INFO);
                BrokerRegistrar second = new BrokerRegistrar(client(), 1, INFO)) {
            first.start();
            assertThatThrownBy(second::start).isInstanceOf(BrokerIdConflictException.class);
            first.close();

            assertThat(second.start()).isEqualTo(second.epoch()).isPositive();
        }
    }

    @Test
    void ownNodeInTheSameSessionIsKept() throws Exception {
        CuratorFramework client = client();
        client.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(PATH, BrokerCodec.encode(INFO));
        long czxid = client.checkExists().forPath(PATH).getCzxid();
        try (BrokerRegistrar broker = new BrokerRegistrar(client, 1, INFO)) {
            assertThat(broker.start()).isEqualTo(czxid);
        }
    }

    @Test
    void topLevelPathsHaveNoValue() throws Exception {
        CuratorFramework client = client();
        ClusterRegistry cluster = new ClusterRegistry(client);

        cluster.createTopLevelPaths();
        cluster.createTopLevelPaths();

        for (String path : ClusterPaths.TOP_LEVEL) {
            assertThat(client.getData().forPath(path)).as(path).isNull();
        }
    }

    @Test
    void clusterIdIsWrittenOnce() throws Exception {
        ClusterRegistry one = new ClusterRegistry(client());
        ClusterRegistry two = new ClusterRegistry(client());

        assertThat(one.clusterId()).isEqualTo(two.clusterId()).isEqualTo(one.clusterId());
        assertThat(text(client(), "/cluster/id"))
                .isEqualTo("{\"version\":\"1\",\"id\":\"" + one.clusterId().id() + "\"}");
    }

    @Test
    void generatedBrokerIdsGrowAboveTheReservedOnes() {
        ClusterRegistry cluster = new ClusterRegistry(client());

        assertThat(cluster.generateBrokerId()).isEqualTo(1001);
        assertThat(cluster.generateBrokerId()).isEqualTo(1002);
    }

    @Test
    void listsBrokersAndController() throws Exception {
        CuratorFramework client = client();
        ClusterRegistry cluster = new ClusterRegistry(client);
        assertThat(cluster.controller()).isEmpty();
        assertThat(cluster.brokers()).isEmpty();
        try (BrokerRegistrar broker = new BrokerRegistrar(client, 7, INFO)) {
            broker.start();
            client.create().forPath("/brokers/ids/foreign");
            client.create()
                    .forPath(ClusterPaths.CONTROLLER, ControllerInfo.of(7, 5).encode());

            assertThat(cluster.brokers()).containsOnlyKeys(7).containsValue(INFO);
            assertThat(cluster.controller()).contains(ControllerInfo.of(7, 5));
            client.setData().forPath(ClusterPaths.CONTROLLER, new byte[] {'x'});
            assertThatThrownBy(cluster::controller)
                    .isInstanceOf(MalformedNodeException.class)
                    .hasMessageStartingWith("/controller: not JSON");
        }
    }
}
