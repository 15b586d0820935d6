package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.kafka.BrokerRegistrar;
import io.coordkit.kafka.ClusterRegistry;
import io.coordkit.kafka.TopicRegistry;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.Uuid;

/** The brokers' part of the tree alone: each broker is a session of its own, the topic says which of them hold what. */
final class RegisteredBrokers implements Brokers {

    private static final int FIRST_PORT = 9092;
    private static final int REPLICAS = 2;

    private record Broker(CuratorFramework client, BrokerRegistrar registrar) {}

    private final String connectString;
    private final Map<Integer, Broker> brokers = new TreeMap<>();

    RegisteredBrokers(String connectString) {
        this.connectString = connectString;
    }

    @Override
    public SortedMap<Integer, Long> register(Collection<Integer> ids) throws Exception {
        SortedMap<Integer, Long> epochs = new TreeMap<>();
        for (int id : ids) {
            epochs.put(id, register(id));
        }
        return epochs;
    }

    /** Nobody listens at the address in its registration. */
    private long register(int id) throws Exception {
        CuratorFramework client = Sessions.open(connectString);
        BrokerInfo info =
                BrokerInfo.of(System.currentTimeMillis(), Endpoint.plaintext("127.0.0.1", FIRST_PORT + id - 1));
        BrokerRegistrar registrar = new BrokerRegistrar(client, id, info);
        brokers.put(id, new Broker(client, registrar));
        if (brokers.size() == 1) {
            new ClusterRegistry(client).createTopLevelPaths();
        }
        return registrar.start();
    }

    @Override
    public void createTopic(CuratorFramework client) {
        new TopicRegistry(client)
                .create(
                        Topic.NAME,
                        TopicAssignment.of(
                                TopicAssignment.spread(Topic.PARTITIONS, REPLICAS, brokers.keySet()),
                                Uuid.randomUuid()));
    }

    @Override
    public Optional<String> bootstrap() {
        return Optional.empty();
    }

    @Override
    public Map<Integer, Long> stopWriting() {
        return Map.of();
    }

    @Override
    public void leave(int id) {
        Broker broker = brokers.remove(id);
        if (broker != null) {
            broker.registrar().close();
            broker.client().close();
        }
    }

    @Override
    public void close() {
        for (int id : Map.copyOf(brokers).keySet()) {
            leave(id);
        }
    }
}
