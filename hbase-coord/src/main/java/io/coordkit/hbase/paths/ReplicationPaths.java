package io.coordkit.hbase.paths;

/**
 * The znodes of replication. Immutable. Source: {@code ZKReplicationStorageBase} of HBase 2.6 and
 * {@code ReplicationStateZKBase} of 1.7.
 *
 * @param base {@code zookeeper.znode.replication} below the cluster's base znode
 */
public record ReplicationPaths(String base) {
    /** Name of the node that locks a dead server's queues, beside the queues; no peer may have it as id. */
    public static final String LOCK = "lock";

    /** The clusters that edits go to. */
    public String peers() {
        return base + "/peers";
    }

    /**
     * @throws IllegalArgumentException when the id is not one: see {@link QueueId}
     */
    public String peer(String peerId) {
        return peers() + '/' + QueueId.of(peerId).peerId();
    }

    /** Whether edits are sent to a peer at present. */
    public String peerState(String peerId) {
        return peer(peerId) + "/peer-state";
    }

    /** The servers that have queues, alive or dead. */
    public String servers() {
        return base + "/rs";
    }

    /** One server's queues. */
    public String server(ServerName server) {
        return servers() + '/' + server;
    }

    public String queue(ServerName server, QueueId queue) {
        return server(server) + '/' + queue;
    }

    /** One log in a queue; its value is how far it was sent. */
    public String wal(ServerName server, QueueId queue, String wal) {
        return queue(server, queue) + '/' + wal;
    }

    /** Held by the server that moves a dead server's queues without multi. */
    public String lock(ServerName dead) {
        return server(dead) + '/' + LOCK;
    }

    /** Created and deleted by each claim, so that the directory's child version tells that logs have moved. */
    public String claimMark(QueueId queue) {
        return servers() + "/cversion_" + queue;
    }
}
