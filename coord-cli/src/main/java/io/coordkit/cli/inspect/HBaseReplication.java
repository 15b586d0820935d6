package io.coordkit.cli.inspect;

import io.coordkit.cli.inspect.HBaseReader.Found;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.hbase.codec.PeerState;
import io.coordkit.hbase.codec.ReplicationLock;
import io.coordkit.hbase.codec.ReplicationPeer;
import io.coordkit.hbase.codec.WalPosition;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ReplicationPaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.List;
import java.util.Optional;

/** What is still to be sent to which peer. */
final class HBaseReplication {
    private HBaseReplication() {}

    static List<Listing> read(HBaseReader reader, ReplicationPaths paths) throws TreeFailure, InterruptedException {
        Listing peers = new Listing("peers");
        for (String id : reader.children(paths.peers())) {
            addPeer(peers, reader, paths, id);
        }
        Listing locks = new Listing("replicationLocks");
        Listing queues = new Listing("replicationQueues");
        for (String server : reader.children(paths.servers())) {
            Optional<ServerName> name = ServerName.find(server);
            if (name.isPresent()) {
                addServer(queues, locks, reader, paths, name.get());
            } else {
                reader.note(paths.servers() + "/" + server, "no server name");
            }
        }
        return List.of(peers, locks, queues);
    }

    private static void addPeer(Listing peers, HBaseReader reader, ReplicationPaths paths, String id)
            throws TreeFailure, InterruptedException {
        if (QueueId.find(id).filter(queue -> !queue.isRecovered()).isEmpty()) {
            reader.note(paths.peers() + "/" + id, "no peer id");
            return;
        }
        Optional<Found<ReplicationPeer>> peer = reader.read(paths.peer(id), ReplicationPeer::parse);
        Optional<Found<PeerState>> state = reader.read(paths.peerState(id), PeerState::parse);
        peer.ifPresent(found -> peers.add(
                "peer", id,
                "state", state.map(known -> known.value().name()).orElse("unknown"),
                "clusterKey", found.value().clusterKey()));
    }

    private static void addServer(
            Listing queues, Listing locks, HBaseReader reader, ReplicationPaths paths, ServerName server)
            throws TreeFailure, InterruptedException {
        for (String node : reader.children(paths.server(server))) {
            Optional<QueueId> queue = QueueId.find(node);
            if (queue.isPresent()) {
                addQueue(queues, reader, paths, server, queue.get());
            } else if (node.equals(ReplicationPaths.LOCK)) {
                reader.read(paths.lock(server), ReplicationLock::parse)
                        .ifPresent(found -> locks.add(
                                "locked", server.toString(),
                                "by", found.value().serverName(),
                                "ageSeconds", found.ageSeconds()));
            } else {
                reader.note(paths.server(server) + "/" + node, "no queue");
            }
        }
    }

    private static void addQueue(
            Listing queues, HBaseReader reader, ReplicationPaths paths, ServerName server, QueueId queue)
            throws TreeFailure, InterruptedException {
        for (String wal : reader.children(paths.queue(server, queue))) {
            reader.read(paths.wal(server, queue, wal), WalPosition::parse)
                    .ifPresent(found -> queues.add(
                            "replicating", server.toString(),
                            "queue", queue.toString(),
                            "wal", wal,
                            "position", found.value().offset(),
                            "ageSeconds", found.ageSeconds()));
        }
    }
}
