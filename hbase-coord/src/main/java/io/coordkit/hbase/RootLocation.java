package io.coordkit.hbase;

import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;

/**
 * Where the root region of HBase 0.94 is: a server's name as text, which is there only while the region is served. Thread-safe.
 * Source: {@code RootRegionTracker} and {@code RootLocationEditor} of HBase 0.94.
 */
public final class RootLocation {
    private final HBasePaths paths;
    private final Nodes nodes;

    /**
     * @param client started and closed by the caller
     */
    public RootLocation(CuratorFramework client, HBasePaths paths) {
        this.paths = paths;
        this.nodes = new Nodes(client, "root-location");
    }

    /**
     * Who serves the root region now; empty while nobody does.
     *
     * @throws UnreadableValueException when the node holds no server's name; its path is in the message
     */
    public Optional<ServerName> serving() throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.rootRegionServer(), MetaRegionServer::parse).map(MetaRegionServer::server);
    }

    /** Says who serves the root region; for the server that opened it. */
    public void write(ServerName server) throws CoordinationException {
        nodes.put(paths.rootRegionServer(), server.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Says that nobody serves it, as the master does before it assigns it anew; false when nobody did. */
    public boolean clear() throws CoordinationException {
        return nodes.delete(paths.rootRegionServer());
    }
}
