package io.coordkit.hbase;

import io.coordkit.hbase.codec.ClusterId;
import io.coordkit.hbase.codec.ClusterUp;
import io.coordkit.hbase.codec.MasterInfo;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;

/**
 * What a cluster says of itself: its id, whether it is meant to be up, its masters, and the servers that shall get no more
 * regions. Thread-safe; each method asks the server. Source: {@code ZKClusterId}, {@code ClusterStatusTracker},
 * {@code MasterAddressTracker} and {@code DrainingServerTracker}.
 */
public final class ClusterState {
    private final HBasePaths paths;
    private final Nodes nodes;

    /**
     * @param client started and closed by the caller
     */
    public ClusterState(CuratorFramework client, HBasePaths paths) {
        this.paths = paths;
        this.nodes = new Nodes(client, "cluster-state");
    }

    /**
     * The cluster's id; empty before its first start.
     *
     * @throws UnreadableValueException when the node holds no id; its path is in the message
     */
    public Optional<String> id() throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.clusterId(), ClusterId::parse).map(ClusterId::id);
    }

    /** Gives the cluster its id; for the active master, who knows it from the file system. */
    public void setId(String id) throws CoordinationException {
        nodes.put(paths.clusterId(), new ClusterId(id).toBytes());
    }

    /**
     * Since when the cluster is up, as text that its master wrote; empty when it is down or going down.
     *
     * @throws UnreadableValueException when the node holds no date; its path is in the message
     */
    public Optional<String> upSince() throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.running(), ClusterUp::parse).map(ClusterUp::startDate);
    }

    /** Says that the cluster is up; for the active master. HBase writes a {@code java.util.Date} as text. */
    public void up(String since) throws CoordinationException {
        nodes.put(paths.running(), new ClusterUp(since).toBytes());
    }

    /** Tells all processes to go down; false when they were told before. */
    public boolean down() throws CoordinationException {
        return nodes.delete(paths.running());
    }

    /**
     * The active master; empty when there is none.
     *
     * @throws UnreadableValueException when the node holds no master; its path is in the message
     */
    public Optional<MasterInfo> activeMaster() throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.master(), MasterInfo::parse);
    }

    /** The masters that wait. */
    public List<ServerName> backupMasters() throws CoordinationException {
        return servers(paths.backupMasters());
    }

    /** Asks the master to give a server no more regions; false when that was asked before. */
    public boolean drain(ServerName server) throws CoordinationException {
        return nodes.create(paths.draining(server), new byte[0]);
    }

    /** Lets a server get regions again; false when it was not draining. */
    public boolean undrain(ServerName server) throws CoordinationException {
        return nodes.delete(paths.draining(server));
    }

    /** The servers that shall get no more regions. */
    public List<ServerName> draining() throws CoordinationException {
        return servers(paths.draining());
    }

    private List<ServerName> servers(String path) throws CoordinationException {
        return nodes.children(path).stream()
                .flatMap(node -> ServerName.find(node).stream())
                .toList();
    }
}
