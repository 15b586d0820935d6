package io.coordkit.hbase;

import io.coordkit.hbase.codec.Envelope;
import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.data.Stat;

/**
 * A region server's sign of life: the ephemeral node {@code rs/<host,port,startcode>}. It is not renewed after the
 * session is lost, because the master has then declared this start code dead for good; such a process restarts with a
 * new one. It learns of the loss from its own client: {@code ConnectionState.LOST}. Source: {@code HRegionServer.createMyEphemeralNode}.
 */
public final class RegionServerRegistration implements AutoCloseable {
    private final CuratorFramework client;
    private final String path;
    private final long czxid;

    private RegionServerRegistration(CuratorFramework client, String path, long czxid) {
        this.client = client;
        this.path = path;
        this.czxid = czxid;
    }

    /**
     * Registers. The base nodes must exist.
     *
     * @param client whose session the node lives with
     * @throws IllegalStateException when another session holds the same name (HBase only ignores that)
     * @throws CoordinationException when the server cannot be reached or refuses
     */
    public static RegionServerRegistration register(
            CuratorFramework client, HBasePaths paths, ServerName self, RegionServerInfo info)
            throws CoordinationException {
        String path = paths.regionServer(self);
        long salt = ThreadLocalRandom.current().nextLong();
        byte[] value = Envelope.withMetadata(self.toString(), salt, info.toBytes());
        long czxid = Attempt.toGet("create " + path, () -> create(client, path, value));
        return new RegionServerRegistration(client, path, czxid);
    }

    private static long create(CuratorFramework client, String path, byte[] value) throws Exception {
        try {
            client.create().withMode(CreateMode.EPHEMERAL).forPath(path, value);
        } catch (NodeExistsException exists) {
            // A create that was repeated because its reply was lost finds its own node.
        }
        return requireOurs(client, path);
    }

    /** The czxid of the node, which tells it from any other that will ever have its path. */
    private static long requireOurs(CuratorFramework client, String path) throws Exception {
        Stat stat = client.checkExists().forPath(path);
        long session = client.getZookeeperClient().getZooKeeper().getSessionId();
        if (stat == null || stat.getEphemeralOwner() != session) {
            throw new IllegalStateException(path + " is held by another session, or ended with an earlier one");
        }
        return stat.getCzxid();
    }

    /**
     * Removes the node: a clean stop, which the master sees as the server's death at once. A node that somebody else
     * made after our session ended is left alone.
     *
     * @throws CoordinationException when the server cannot be reached or refuses; the node then ends with the session
     */
    @Override
    public void close() throws CoordinationException {
        Attempt.to("delete " + path, this::deleteOurs);
    }

    private void deleteOurs() throws Exception {
        try {
            Stat stat = client.checkExists().forPath(path);
            if (stat != null && stat.getCzxid() == czxid) {
                client.delete().forPath(path);
            }
        } catch (NoNodeException gone) {
            // The session ended before.
        }
    }
}
