package io.coordkit.hbase;

import io.coordkit.hbase.codec.RegionEvent;
import io.coordkit.hbase.codec.RegionTransition;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.RegionMove;
import io.coordkit.hbase.machine.VersionedRegion;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.RegionName;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * The regions that move in a cluster of HBase 1.x, where master and region servers agree on each by versions of its node.
 * Thread-safe. Source: {@code ZKAssign} of HBase 1.7 ({@code hbase.assignment.usezk}, true by default).
 */
public final class RegionsInTransition {
    private static final int READS_IN_A_CALL = 500;

    private final CuratorFramework client;
    private final HBasePaths paths;
    private final Nodes nodes;

    /**
     * All regions in transition at about one moment.
     *
     * @param regions by encoded name
     * @param unreadable paths of nodes that hold something else, which is left alone
     * @param calls how often the server was asked
     */
    public record Loaded(Map<String, VersionedRegion> regions, List<String> unreadable, int calls) {}

    /**
     * @param client started and closed by the caller; its {@code jute.maxbuffer} must hold the names of all regions in
     *     transition, about 40 bytes each
     */
    public RegionsInTransition(CuratorFramework client, HBasePaths paths) {
        this.client = client;
        this.paths = paths;
        this.nodes = new Nodes(client, "regions");
    }

    /** The master's first step of an assignment; false when the region is in transition already. */
    public boolean offline(RegionName region, ServerName server) throws CoordinationException {
        return nodes.create(path(region), value(RegionEvent.M_ZK_REGION_OFFLINE, region, server));
    }

    /**
     * The same whatever the region is in, as after a server's death.
     *
     * @return the node's version now; empty when somebody wrote it meanwhile
     */
    public OptionalInt forceOffline(RegionName region, ServerName server) throws CoordinationException {
        byte[] value = value(RegionEvent.M_ZK_REGION_OFFLINE, region, server);
        Optional<Nodes.Node> node = nodes.read(path(region));
        if (node.isEmpty()) {
            return nodes.create(path(region), value) ? OptionalInt.of(0) : OptionalInt.empty();
        }
        int version = node.get().stat().getVersion();
        return nodes.write(path(region), version, value) ? OptionalInt.of(version + 1) : OptionalInt.empty();
    }

    /** The first step of a close; false when the region is in transition already. */
    public boolean closing(RegionName region, ServerName server) throws CoordinationException {
        return nodes.create(path(region), value(RegionEvent.M_ZK_REGION_CLOSING, region, server));
    }

    /**
     * Takes a step.
     *
     * @return the node's version now; empty when the node is gone, holds another event, server or version, or was written
     *     meanwhile: somebody else has decided
     * @throws UnreadableValueException when the node holds no transition; its path is in the message
     */
    public OptionalInt move(RegionName region, RegionMove move) throws CoordinationException, UnreadableValueException {
        Optional<VersionedRegion> now = find(region);
        if (now.isEmpty() || !move.isAllowed(now.get().transition(), now.get().version())) {
            return OptionalInt.empty();
        }
        int version = now.get().version();
        boolean written = nodes.write(path(region), version, value(move.to(), region, move.server()));
        return written ? OptionalInt.of(version + 1) : OptionalInt.empty();
    }

    /**
     * Ends a transition that is seen to.
     *
     * @return false when the node is gone, holds another event or server, or was written meanwhile
     * @throws UnreadableValueException when the node holds no transition; its path is in the message
     */
    public boolean remove(RegionName region, RegionEvent expected, ServerName server)
            throws CoordinationException, UnreadableValueException {
        Optional<VersionedRegion> now = find(region);
        return now.isPresent()
                && now.get().transition().event() == expected
                && now.get().transition().server().equals(server)
                && nodes.delete(path(region), now.get().version());
    }

    /**
     * What a region is in; empty when it is not in transition.
     *
     * @throws UnreadableValueException when the node holds no transition; its path is in the message
     */
    public Optional<VersionedRegion> find(RegionName region) throws CoordinationException, UnreadableValueException {
        Optional<Nodes.Node> node = nodes.read(path(region));
        return node.isEmpty() ? Optional.empty() : Optional.of(parse(path(region), node.get()));
    }

    private static VersionedRegion parse(String path, Nodes.Node node) throws UnreadableValueException {
        return new VersionedRegion(
                Nodes.parse(path, node, RegionTransition::parse), node.stat().getVersion());
    }

    /** All regions in transition: one listing, and 500 values with each further call (ZooKeeper 3.6 or newer, or ours). */
    public Loaded load() throws CoordinationException {
        List<String> names = nodes.children(paths.regionsInTransition());
        Map<String, VersionedRegion> regions = new TreeMap<>();
        List<String> unreadable = new ArrayList<>();
        int calls = 1;
        for (int from = 0; from < names.size(); from += READS_IN_A_CALL) {
            load(names.subList(from, Math.min(names.size(), from + READS_IN_A_CALL)), regions, unreadable);
            calls++;
        }
        return new Loaded(regions, unreadable, calls);
    }

    private void load(List<String> names, Map<String, VersionedRegion> regions, List<String> unreadable)
            throws CoordinationException {
        List<Op> reads = names.stream()
                .map(name -> Op.getData(paths.regionInTransition(name)))
                .toList();
        List<OpResult> results = Attempt.toGet(
                "read regions in transition",
                () -> client.getZookeeperClient().getZooKeeper().multi(reads));
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof OpResult.GetDataResult found) {
                put(names.get(i), new Nodes.Node(found.getData(), found.getStat()), regions, unreadable);
            }
        }
    }

    private void put(String name, Nodes.Node node, Map<String, VersionedRegion> regions, List<String> unreadable) {
        String path = paths.regionInTransition(name);
        try {
            regions.put(name, parse(path, node));
        } catch (UnreadableValueException foreign) {
            unreadable.add(path);
        }
    }

    private String path(RegionName region) {
        return paths.regionInTransition(region.encoded());
    }

    private static byte[] value(RegionEvent event, RegionName region, ServerName server) {
        return RegionTransition.of(event, region.name(), System.currentTimeMillis(), server)
                .toBytes();
    }
}
