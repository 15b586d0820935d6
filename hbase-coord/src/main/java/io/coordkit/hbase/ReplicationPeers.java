package io.coordkit.hbase;

import io.coordkit.hbase.codec.PeerState;
import io.coordkit.hbase.codec.ReplicationPeer;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ReplicationPaths;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.zookeeper.KeeperException.NodeExistsException;

/**
 * The clusters that edits are replicated to. Thread-safe. Source: {@code ZKReplicationPeerStorage} of HBase 2.6 (where peers may
 * instead lie in files: {@code hbase.replication.peer.storage.impl}) and {@code ReplicationPeersZKImpl} of 1.7.
 */
public final class ReplicationPeers {
    private final CuratorFramework client;
    private final ReplicationPaths paths;
    private final Generation generation;
    private final Nodes nodes;

    /**
     * @param client started and closed by the caller
     * @param generation whose form of peer to write
     */
    public ReplicationPeers(CuratorFramework client, HBasePaths paths, Generation generation) {
        this.client = client;
        this.paths = paths.replication();
        this.generation = generation;
        this.nodes = new Nodes(client, "peers");
    }

    /**
     * Adds a peer and its state at once.
     *
     * @return false when there is one with this id
     * @throws IllegalArgumentException when the id has a dash or a slash
     * @throws CoordinationException when the server cannot be reached or refuses
     */
    public boolean add(String id, ReplicationPeer peer, PeerState state) throws CoordinationException {
        String path = paths.peer(id);
        byte[] value = nodes.withMetadata(peer.toBytes(generation));
        byte[] stateValue = nodes.withMetadata(state.toBytes());
        nodes.makeDirectory(paths.peers());
        return Attempt.toGet("create " + path, () -> {
            try {
                CuratorOp first = client.transactionOp().create().forPath(path, value);
                CuratorOp second = client.transactionOp().create().forPath(paths.peerState(id), stateValue);
                client.transaction().forOperations(first, second);
                return true;
            } catch (NodeExistsException exists) {
                return false;
            }
        });
    }

    /** Replaces what is said of a peer; false when there is none. */
    public boolean update(String id, ReplicationPeer peer) throws CoordinationException {
        return nodes.write(paths.peer(id), -1, peer.toBytes(generation));
    }

    /** Removes a peer; false when there is none. Its queues are dropped by the servers that have them. */
    public boolean remove(String id) throws CoordinationException {
        return nodes.deleteTree(paths.peer(id));
    }

    /** The ids of all peers, sorted. */
    public List<String> ids() throws CoordinationException {
        return nodes.children(paths.peers());
    }

    /**
     * What is said of a peer; empty when there is none.
     *
     * @throws UnreadableValueException when the node holds no peer; its path is in the message
     */
    public Optional<ReplicationPeer> find(String id) throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.peer(id), ReplicationPeer::parse);
    }

    /**
     * Whether edits are sent to a peer now; empty when there is none.
     *
     * @throws UnreadableValueException when the node holds no state; its path is in the message
     */
    public Optional<PeerState> state(String id) throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.peerState(id), PeerState::parse);
    }

    /** Sends edits to a peer from now on, or keeps them for it; false when there is none. */
    public boolean setState(String id, PeerState state) throws CoordinationException {
        return nodes.write(paths.peerState(id), -1, state.toBytes());
    }
}
