package io.coordkit.recipes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;

/**
 * The servers of a service, and one of them for each request. A server is a {@link Presence} below {@code /servers} whose name is its
 * address and whose report is what a strategy may want to know. Choosing asks nobody. Thread-safe.
 *
 * <p>Curator's {@code ServiceProvider} does the same with its own JSON in a layout of its own.
 */
public final class Balancer implements AutoCloseable {
    private final Mirror servers;
    private final BalancingStrategy strategy;

    /** Chooses among the children of {@code parent}. */
    public Balancer(CuratorFramework client, String parent, BalancingStrategy strategy) {
        this.servers = Mirror.ofChildren(client, parent);
        this.strategy = strategy;
    }

    /** Reads the list of servers. */
    public Balancer start(Duration atMost) throws InterruptedException {
        servers.start(atMost);
        return this;
    }

    /** Those that are there. */
    public List<Znode> servers() {
        return List.copyOf(servers.znodes().values());
    }

    /** The one for the next request; nothing if there is none. */
    public Optional<Znode> next() {
        List<Znode> present = servers();
        return present.isEmpty() ? Optional.empty() : Optional.of(strategy.choose(present));
    }

    @Override
    public void close() {
        servers.close();
    }
}
