package io.coordkit.statestore;

import io.coordkit.statestore.machine.StoreOp;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;

/**
 * ZooKeeper's limit of a packet, {@code jute.maxbuffer}. Whoever exceeds it is told of a lost connection, time after time; here it gets its
 * name. The client's own limit is known and nearly always the one that counts: it must be able to read what it has written. The
 * server's can only be suspected.
 */
final class PacketLimit {

    /** What a child adds to a reply: its length and, since only such come in great numbers, the name of a token. */
    private static final int CHILD_BYTES_MIN = Integer.BYTES + "RMDelegationToken_1".length();

    /** What a server takes unless it is told otherwise. */
    private static final int SERVER_DEFAULT = 0xfffff;

    private PacketLimit() {}

    /**
     * Looks whether a reply about a node can arrive at all; for when one did not.
     *
     * @throws StoreLimitException if its data or the list of its children is too large
     */
    static void checkReply(ZooKeeper session, String path)
            throws StoreLimitException, KeeperException, InterruptedException {
        Stat stat = session.exists(path, false);
        if (stat == null) {
            return;
        }
        int limit = limit(session);
        if (stat.getDataLength() >= limit) {
            throw exceeded(path + " has " + stat.getDataLength() + " bytes", limit);
        }
        if ((long) stat.getNumChildren() * CHILD_BYTES_MIN >= limit) {
            throw exceeded(path + " has " + stat.getNumChildren() + " children, too many for one list", limit);
        }
    }

    /** @throws StoreLimitException if the operations are too large for one transaction; nothing was sent then */
    static void checkRequest(ZooKeeper session, List<StoreOp> ops) throws StoreLimitException {
        int limit = limit(session);
        long sum = bytes(ops);
        if (sum >= limit) {
            throw exceeded(ops.get(0).path() + " would have " + sum + " bytes", limit);
        }
    }

    /** What to add to the failure of a transaction that was sent: nothing if it is small, or the connection was not lost. */
    static String suspicion(List<StoreOp> ops, Exception failure) {
        long sum = bytes(ops);
        return failure instanceof KeeperException.ConnectionLossException && sum > SERVER_DEFAULT
                ? "; it has %d bytes, and a server cuts off who sends more than its -Djute.maxbuffer, by default %d"
                        .formatted(sum, SERVER_DEFAULT)
                : "";
    }

    private static long bytes(List<StoreOp> ops) {
        return ops.stream().mapToLong(PacketLimit::bytes).sum();
    }

    private static long bytes(StoreOp op) {
        if (op instanceof StoreOp.Create create) {
            return create.data() == null ? 0 : create.data().length;
        }
        return op instanceof StoreOp.SetData set ? set.data().length : 0;
    }

    private static int limit(ZooKeeper session) {
        return session.getClientConfig()
                .getInt(ZKClientConfig.JUTE_MAXBUFFER, ZKClientConfig.CLIENT_MAX_PACKET_LENGTH_DEFAULT);
    }

    private static StoreLimitException exceeded(String what, int limit) {
        return new StoreLimitException(what + ", and jute.maxbuffer is " + limit
                + ": start servers and clients with a larger -Djute.maxbuffer, or let the store hold less "
                + "(split indexes, yarn.resourcemanager.state-store.max-completed-applications)");
    }
}
