package io.coordkit.recipes.search;

import io.coordkit.recipes.MasterListener;
import io.coordkit.recipes.MasterSeat;
import io.coordkit.recipes.Mirror;
import io.coordkit.recipes.Znode;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;

/**
 * Asks all search servers that serve, and merges what they find. Of several one is the total server, the znode {@code /search/master} with its
 * host name; the others stand by, with the list of servers ready. Thread-safe.
 */
public final class TotalServer implements AutoCloseable {
    static final String MASTER = "/search/master";

    private final Mirror nodes;
    private final MasterSeat seat;

    /** A total server or its standby: whoever is first. */
    public TotalServer(CuratorFramework client, String host, MasterListener listener) {
        this.nodes = Mirror.ofChildren(client, SearchServer.NODES);
        this.seat = new MasterSeat(client, MASTER, host, listener);
    }

    /** Learns the servers, then takes the seat or stands by. */
    public TotalServer start(Duration atMost) throws InterruptedException {
        nodes.start(atMost);
        seat.start();
        return this;
    }

    /** Is this the one that is asked? */
    public boolean isActive() {
        return seat.isLeading();
    }

    /** The hosts that serve now, in the order of their znodes' names. */
    public List<String> serving() {
        return nodes.znodes().values().stream().map(Znode::text).toList();
    }

    @Override
    public void close() {
        seat.close();
        nodes.close();
    }
}
