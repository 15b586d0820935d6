package io.coordkit.hbase;

import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.codec.WalPosition;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ReplicationPaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;

/**
 * What each region server still has to send to which peer: queues of logs, and how far each log was sent. Thread-safe; a queue
 * is written by the server that owns it. Nodes that are no servers or no queues are left alone and not listed.
 * Source: {@code ZKReplicationQueueStorage} of HBase 2.6 and {@code ReplicationQueuesZKImpl} of 1.7.
 */
public final class ReplicationQueues {
    private final ReplicationPaths paths;
    private final Nodes nodes;

    /**
     * @param client started and closed by the caller
     */
    public ReplicationQueues(CuratorFramework client, HBasePaths paths) {
        this.paths = paths.replication();
        this.nodes = new Nodes(client, "queues");
    }

    /** Puts a log at the end of a queue, which is made if need be; false when it is there already. */
    public boolean addWal(ServerName server, QueueId queue, String wal) throws CoordinationException {
        return nodes.makeDirectory(paths.wal(server, queue, wal));
    }

    /** Takes a log that was sent whole out of a queue; false when it is not there (any more). */
    public boolean removeWal(ServerName server, QueueId queue, String wal) throws CoordinationException {
        return nodes.delete(paths.wal(server, queue, wal));
    }

    /**
     * How far a log was sent: where to go on after a restart or a claim. Empty when it is not in the queue.
     *
     * @throws UnreadableValueException when the node holds no position; its path is in the message. HBase sends such a log
     *     from its beginning, which is safe.
     */
    public Optional<WalPosition> position(ServerName server, QueueId queue, String wal)
            throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.wal(server, queue, wal), WalPosition::parse);
    }

    /**
     * Records that a log was sent as far as {@code position}. A position never goes back: a report that is late changes nothing.
     *
     * @return the position that counts now; empty when the log is not in the queue
     * @throws UnreadableValueException when the node holds no position; it is not overwritten
     */
    public Optional<WalPosition> advance(ServerName server, QueueId queue, String wal, WalPosition position)
            throws CoordinationException, UnreadableValueException {
        String path = paths.wal(server, queue, wal);
        while (true) {
            Optional<Nodes.Node> node = nodes.read(path);
            if (node.isEmpty()) {
                return Optional.empty();
            }
            WalPosition now = Nodes.parse(path, node.get(), WalPosition::parse);
            if (now.offset() >= position.offset()) {
                return Optional.of(now);
            }
            if (nodes.write(path, node.get().stat().getVersion(), position.toBytes())) {
                return Optional.of(position);
            }
        }
    }

    /** The servers that have queues, alive or dead. */
    public List<ServerName> servers() throws CoordinationException {
        return nodes.children(paths.servers()).stream()
                .flatMap(node -> ServerName.find(node).stream())
                .toList();
    }

    /** A server's queues. */
    public List<QueueId> queues(ServerName server) throws CoordinationException {
        return nodes.children(paths.server(server)).stream()
                .flatMap(node -> QueueId.find(node).stream())
                .toList();
    }

    /** The logs in a queue, by name, which is by age. */
    public List<String> wals(ServerName server, QueueId queue) throws CoordinationException {
        return nodes.children(paths.queue(server, queue));
    }

    /** Drops a queue with its logs: all was sent, or the peer is gone. */
    public void removeQueue(ServerName server, QueueId queue) throws CoordinationException {
        nodes.deleteTree(paths.queue(server, queue));
    }

    /** Forgets a dead server when none of its queues is left; false when there is one. */
    public boolean removeServerIfEmpty(ServerName server) throws CoordinationException {
        return nodes.delete(paths.server(server));
    }

    /**
     * Which of these logs nobody has to send any more. List the candidates first: a log that is made later is then not among
     * them. A log that moves from one queue to another meanwhile is not overlooked, because claims by multi change the
     * directory's child version, and the look is repeated until that stays the same.
     */
    public Set<String> deletable(Collection<String> candidates) throws CoordinationException {
        Set<String> deletable = new TreeSet<>(candidates);
        deletable.removeAll(walsInUse());
        return deletable;
    }

    /** All logs in all queues, at one moment. */
    public Set<String> walsInUse() throws CoordinationException {
        while (true) {
            int before = childVersion();
            Set<String> wals = new TreeSet<>();
            for (ServerName server : servers()) {
                for (QueueId queue : queues(server)) {
                    wals.addAll(wals(server, queue));
                }
            }
            if (before == childVersion()) {
                return wals;
            }
        }
    }

    private int childVersion() throws CoordinationException {
        return nodes.read(paths.servers())
                .map(node -> node.stat().getCversion())
                .orElse(-1);
    }
}
