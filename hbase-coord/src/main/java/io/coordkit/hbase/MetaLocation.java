package io.coordkit.hbase;

import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.RegionState;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;

/**
 * Where the meta region is, as clients look it up and the master writes it. Thread-safe. In HBase 2.6 this node mirrors
 * the master's own store. Source: {@code MetaTableLocator}.
 */
public final class MetaLocation {
    private final HBasePaths paths;
    private final Nodes nodes;

    /**
     * @param client started and closed by the caller
     */
    public MetaLocation(CuratorFramework client, HBasePaths paths) {
        this.paths = paths;
        this.nodes = new Nodes(client, "meta-location");
    }

    /**
     * Who serves a replica of meta now; empty while it is offline, opening, closing or never written.
     *
     * @param replicaId 0 for the default replica
     * @throws UnreadableValueException when the node holds no location; its path is in the message
     * @throws CoordinationException when the server cannot be reached or refuses
     */
    public Optional<ServerName> serving(int replicaId) throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.metaRegionServer(replicaId), MetaRegionServer::parse)
                .filter(meta -> meta.state() == RegionState.OPEN)
                .map(MetaRegionServer::server);
    }

    /**
     * Writes where a replica is, and in which state; for the active master only.
     *
     * @throws CoordinationException when the server cannot be reached or refuses
     */
    public void write(int replicaId, MetaRegionServer meta) throws CoordinationException {
        nodes.put(paths.metaRegionServer(replicaId), meta.toBytes());
    }
}
