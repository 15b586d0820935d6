package io.coordkit.kafka;

import io.coordkit.kafka.codec.BrokerCodec;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.ClusterId;
import io.coordkit.kafka.codec.ControllerInfo;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.machine.ClusterSnapshot;
import io.coordkit.kafka.paths.ClusterPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/**
 * What exists once per cluster: the top-level paths, the cluster id, the source of broker ids, the list of brokers and
 * the controller (Kafka's {@code KafkaZkClient}).
 *
 * <p>Thread-safe; every method is one or a few blocking calls under the client's retry policy and throws
 * {@link RegistryException} when they fail.
 */
public final class ClusterRegistry {
    /** Generated broker ids are greater than this, Kafka's default of {@code reserved.broker.max.id}. */
    public static final int RESERVED_BROKER_MAX_ID = 1000;

    private final Znodes znodes;

    /** Works on a started client whose chroot, if any, exists. */
    public ClusterRegistry(CuratorFramework client) {
        this.znodes = new Znodes(client);
    }

    /** Creates the persistent paths that a broker creates at its start; existing ones are left alone. */
    public void createTopLevelPaths() {
        try {
            for (String path : ClusterPaths.TOP_LEVEL) {
                znodes.ensure(path);
            }
        } catch (KeeperException e) {
            throw RegistryException.because("create the top-level paths", e);
        }
    }

    /** The cluster's id; the first caller of all creates it. */
    public ClusterId clusterId() {
        try {
            Optional<Znode> existing = znodes.read(ClusterPaths.CLUSTER_ID);
            if (existing.isEmpty()) {
                znodes.ensure("/cluster");
                znodes.create(ClusterPaths.CLUSTER_ID, ClusterId.random().encode(), CreateMode.PERSISTENT);
                existing = znodes.read(ClusterPaths.CLUSTER_ID);
            }
            return ClusterId.decode(
                    ClusterPaths.CLUSTER_ID,
                    existing.orElseThrow(() -> new RegistryException("the cluster id was deleted while we read it"))
                            .data());
        } catch (KeeperException e) {
            throw RegistryException.because("get the cluster id", e);
        }
    }

    /** A broker id that nobody had before: the next data version of {@code /brokers/seqid} above the reserved ids. */
    public int generateBrokerId() {
        try {
            znodes.ensure(ClusterPaths.BROKER_SEQUENCE);
            int sequence = znodes.setData(ClusterPaths.BROKER_SEQUENCE, new byte[0], -1)
                    .getVersion();
            return sequence + RESERVED_BROKER_MAX_ID;
        } catch (KeeperException e) {
            throw RegistryException.because("generate a broker id", e);
        }
    }

    /**
     * Brokers, topics, states of partitions and the controller, as they are now.
     *
     * @param complaints takes each node that is not of the layout; it is left out
     */
    public ClusterSnapshot snapshot(Consumer<MalformedNodeException> complaints) {
        ClusterLoader loader = new ClusterLoader(znodes, event -> {}, complaints);
        try {
            loader.loadAll();
            return loader.snapshot();
        } catch (KeeperException e) {
            throw RegistryException.because("read the cluster", e);
        }
    }

    /** The live brokers by id. */
    public SortedMap<Integer, BrokerInfo> brokers() {
        try {
            SortedMap<Integer, BrokerInfo> brokers = new TreeMap<>();
            List<String> paths = new ArrayList<>();
            for (String id : znodes.children(ClusterPaths.BROKER_IDS)) {
                paths.add(ClusterPaths.BROKER_IDS + "/" + id);
            }
            for (Map.Entry<String, Znode> found : znodes.readAll(paths).entrySet()) {
                String path = found.getKey();
                ClusterPaths.brokerId(path)
                        .ifPresent(id -> brokers.put(
                                id, BrokerCodec.decode(path, found.getValue().data())));
            }
            return brokers;
        } catch (KeeperException e) {
            throw RegistryException.because("list the brokers", e);
        }
    }

    /** The active controller, if there is one. */
    public Optional<ControllerInfo> controller() {
        try {
            return znodes.read(ClusterPaths.CONTROLLER)
                    .map(node -> ControllerInfo.decode(ClusterPaths.CONTROLLER, node.data()));
        } catch (KeeperException e) {
            throw RegistryException.because("read the controller", e);
        }
    }
}
