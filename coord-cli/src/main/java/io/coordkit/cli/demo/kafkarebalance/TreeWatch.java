package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.kafka.ClusterRegistry;
import io.coordkit.kafka.GroupReader;
import io.coordkit.kafka.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo's own eyes: looks at the tree ten times a second and whenever asked, and remembers every look. It takes no
 * part in the group.
 */
final class TreeWatch implements AutoCloseable {

    /** Hears each look, on any thread. */
    interface Viewer {
        void viewed(Look look);
    }

    private static final Logger LOG = LoggerFactory.getLogger(TreeWatch.class);
    private static final long EVERY_MILLIS = 100;

    private final ClusterRegistry cluster;
    private final GroupReader group;
    private final Viewer viewer;
    private final List<Look> looks = new ArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "coord-demo-tree-watch"));

    TreeWatch(CuratorFramework client, Viewer viewer) {
        this.cluster = new ClusterRegistry(client);
        this.group = new GroupReader(client, Topic.GROUP);
        this.viewer = viewer;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::lookIfPossible, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks now. */
    synchronized Look look() {
        SortedSet<Integer> brokers = new TreeSet<>(cluster.brokers().keySet());
        SortedSet<String> members = new TreeSet<>();
        group.members().keySet().forEach(id -> members.add(ConsumerGroup.nameOf(id)));
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        group.offsets().forEach((partition, offset) -> offsets.put(partition.partition(), offset));
        SortedMap<Integer, String> owners = new TreeMap<>();
        long from = System.nanoTime();
        group.owners()
                .forEach((partition, stream) -> owners.put(
                        partition.partition(), ConsumerGroup.nameOf(stream.substring(0, stream.lastIndexOf('-')))));
        Look look = new Look(from, System.nanoTime(), brokers, members, owners, offsets);
        looks.add(look);
        viewer.viewed(look);
        return look;
    }

    /** All looks so far. */
    synchronized List<Look> looks() {
        return List.copyOf(looks);
    }

    /** A look that fails is none: the demo's steps look too, and fail loudly. */
    private void lookIfPossible() {
        try {
            look();
        } catch (RegistryException failure) {
            LOG.debug("no look at the tree: {}", failure.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
