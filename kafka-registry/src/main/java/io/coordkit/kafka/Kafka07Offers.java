package io.coordkit.kafka;

import io.coordkit.kafka.codec.BrokerPartition;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.paths.ClusterPaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.zookeeper.KeeperException;

/** What brokers of Kafka 0.7 say below a topic: how many partitions of it each of them has. */
final class Kafka07Offers {
    private Kafka07Offers() {}

    /**
     * Reads them.
     *
     * @param topic the topic's znode
     * @param children its children
     * @throws MalformedNodeException for one that is no offer
     */
    static SortedSet<BrokerPartition> read(Znodes znodes, String topic, Collection<String> children)
            throws KeeperException {
        Map<String, Integer> brokers = new TreeMap<>();
        List<String> paths = new ArrayList<>();
        for (String child : children) {
            String path = topic + "/" + child;
            brokers.put(
                    path,
                    ClusterPaths.brokerId(path).orElseThrow(() -> new MalformedNodeException(path, "names no broker")));
            paths.add(path);
        }
        SortedSet<BrokerPartition> partitions = new TreeSet<>();
        znodes.readAll(paths).forEach((path, node) -> {
            int count = count(path, node);
            for (int number = 0; number < count; number++) {
                partitions.add(new BrokerPartition(brokers.getOrDefault(path, 0), number));
            }
        });
        return partitions;
    }

    private static int count(String path, Znode node) {
        try {
            return Integer.parseInt(node.text());
        } catch (NumberFormatException e) {
            throw new MalformedNodeException(path, "no number of partitions: \"" + node.text() + "\"");
        }
    }
}
