package io.coordkit.hbase;

import io.coordkit.hbase.codec.Envelope;
import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.RegionState;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;

/**
 * Where the meta region is, as clients look it up and the master writes it. Thread-safe. In HBase 2.6 this node mirrors
 * the master's own store. Source: {@code MetaTableLocator}.
 */
public final class MetaLocation {
    private final CuratorFramework client;
    private final HBasePaths paths;

    /**
     * @param client started and closed by the caller
     */
    public MetaLocation(CuratorFramework client, HBasePaths paths) {
        this.client = client;
        this.paths = paths;
    }

    /**
     * Who serves a replica of meta now; empty while it is offline, opening, closing or never written.
     *
     * @param replicaId 0 for the default replica
     * @throws UnreadableValueException when the node holds no location; its path is in the message
     * @throws CoordinationException when the server cannot be reached or refuses
     */
    public Optional<ServerName> serving(int replicaId) throws CoordinationException, UnreadableValueException {
        String path = paths.metaRegionServer(replicaId);
        Optional<byte[]> data = Attempt.toGet("read " + path, () -> read(path));
        if (data.isEmpty()) {
            return Optional.empty();
        }
        try {
            MetaRegionServer meta = MetaRegionServer.parse(data.get());
            return meta.state() == RegionState.OPEN ? Optional.of(meta.server()) : Optional.empty();
        } catch (UnreadableValueException damaged) {
            throw damaged.at(path);
        }
    }

    private Optional<byte[]> read(String path) throws Exception {
        try {
            return Optional.of(client.getData().forPath(path));
        } catch (NoNodeException neverWritten) {
            return Optional.empty();
        }
    }

    /**
     * Writes where a replica is, and in which state; for the active master only.
     *
     * @throws CoordinationException when the server cannot be reached or refuses
     */
    public void write(int replicaId, MetaRegionServer meta) throws CoordinationException {
        String path = paths.metaRegionServer(replicaId);
        long salt = ThreadLocalRandom.current().nextLong();
        byte[] value = Envelope.withMetadata(meta.server().toString(), salt, meta.toBytes());
        Attempt.to("write " + path, () -> set(path, value));
    }

    private void set(String path, byte[] value) throws Exception {
        try {
            client.setData().forPath(path, value);
        } catch (NoNodeException first) {
            create(path, value);
        }
    }

    private void create(String path, byte[] value) throws Exception {
        try {
            client.create().withMode(CreateMode.PERSISTENT).forPath(path, value);
        } catch (NodeExistsException meanwhile) {
            client.setData().forPath(path, value);
        }
    }
}
