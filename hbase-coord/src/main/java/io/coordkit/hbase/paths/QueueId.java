package io.coordkit.hbase.paths;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name of a replication queue: the peer's id, and for a queue that was taken over the dead servers it came through, the
 * oldest first: {@code peer-host,port,code-host,port,code}. Source: {@code ReplicationQueueInfo}.
 *
 * @param peerId no dash, which begins the dead servers (HBASE-11394), no slash, and not {@code lock}, which lies beside the queues
 * @param deadServers empty for a server's own queue
 */
public record QueueId(String peerId, List<ServerName> deadServers) {
    private static final char DASH = '-';
    private static final int COMMAS_OF_A_SERVER = 2;

    public QueueId {
        if (peerId.isEmpty()
                || peerId.indexOf(DASH) >= 0
                || peerId.indexOf('/') >= 0
                || peerId.equals(ReplicationPaths.LOCK)) {
            throw new IllegalArgumentException("not a peer id: '" + peerId + "'");
        }
        deadServers = List.copyOf(deadServers);
    }

    /** A server's own queue for a peer. */
    public static QueueId of(String peerId) {
        return new QueueId(peerId, List.of());
    }

    /** Reads a node name; empty for anything else, so that a foreign node can be left alone. */
    public static Optional<QueueId> find(String node) {
        int dash = node.indexOf(DASH);
        try {
            return Optional.of(
                    dash < 0 ? of(node) : new QueueId(node.substring(0, dash), servers(node.substring(dash + 1))));
        } catch (IllegalArgumentException notAQueue) {
            return Optional.empty();
        }
    }

    /** Host names may have dashes; only one behind two commas ends a server's name. */
    private static List<ServerName> servers(String text) {
        List<ServerName> servers = new ArrayList<>();
        int begin = 0;
        int commas = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ',') {
                commas++;
            } else if (text.charAt(i) == DASH && commas >= COMMAS_OF_A_SERVER) {
                servers.add(ServerName.of(text.substring(begin, i)));
                begin = i + 1;
                commas = 0;
            }
        }
        servers.add(ServerName.of(text.substring(begin)));
        return servers;
    }

    /** The queue's name after somebody took it over from {@code dead}. */
    public QueueId claimedFrom(ServerName dead) {
        List<ServerName> servers = new ArrayList<>(deadServers);
        servers.add(dead);
        return new QueueId(peerId, servers);
    }

    /** The queue's name before it was taken over for the last time; empty for a server's own. */
    public Optional<QueueId> origin() {
        int last = deadServers.size() - 1;
        return last < 0 ? Optional.empty() : Optional.of(new QueueId(peerId, deadServers.subList(0, last)));
    }

    /**
     * Whom it was taken over from for the last time.
     *
     * @throws IllegalStateException when it never was
     */
    public ServerName lastDeadServer() {
        if (deadServers.isEmpty()) {
            throw new IllegalStateException("queue " + this + " was never taken over");
        }
        return deadServers.get(deadServers.size() - 1);
    }

    /** Whether it was taken over. */
    public boolean isRecovered() {
        return !deadServers.isEmpty();
    }

    /** The node's name. */
    @Override
    public String toString() {
        StringBuilder name = new StringBuilder(peerId);
        deadServers.forEach(dead -> name.append(DASH).append(dead));
        return name.toString();
    }
}
