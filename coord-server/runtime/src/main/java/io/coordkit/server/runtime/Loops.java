package io.coordkit.server.runtime;

import io.coordkit.server.config.ServerConfig;
import io.netty.channel.EventLoopGroup;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of a server. Where cores are few there is one loop for everything: a hand-over between threads costs more
 * there than what it would parallelise.
 *
 * @param replica a single loop, for the replica
 * @param clients for clients' sockets
 * @param peers a single loop, for the sockets of other servers
 */
public record Loops(EventLoopGroup replica, EventLoopGroup clients, EventLoopGroup peers) implements AutoCloseable {
    /** Starts what the configuration asks for. */
    public static Loops start(ServerConfig config) {
        EventLoopGroup replica = EventLoops.create(1, "coord-replica");
        int ioThreads = config.clients().ioThreads();
        if (ioThreads == 0) {
            return new Loops(replica, replica, replica);
        }
        EventLoopGroup peers = config.member().isEmpty() ? replica : EventLoops.create(1, "coord-peer-io");
        return new Loops(replica, EventLoops.create(ioThreads, "coord-client-io"), peers);
    }

    /** Ends them, that of the replica last. */
    @Override
    public void close() {
        Set<EventLoopGroup> distinct = new LinkedHashSet<>();
        distinct.add(clients);
        distinct.add(peers);
        distinct.remove(replica);
        distinct.add(replica);
        distinct.forEach(
                group -> group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly());
    }
}
