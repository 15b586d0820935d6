package io.coordkit.recipes.search;

import io.coordkit.recipes.Presence;
import java.time.Duration;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;

/**
 * A machine that holds a part of the index. While it serves, it is a znode {@code /search/nodes/node1} with its host name; while it builds a
 * new index, it is not there. For use by one thread.
 */
public final class SearchServer implements AutoCloseable {
    static final String NODES = "/search/nodes";

    private final CuratorFramework client;
    private final String name;
    private final String host;
    private Optional<Presence> serving = Optional.empty();

    /** @param name its znode's, such as {@code node1} */
    public SearchServer(CuratorFramework client, String name, String host) {
        this.client = client;
        this.name = name;
        this.host = host;
    }

    /** From now on it can be asked. */
    public void serve(Duration atMost) throws InterruptedException {
        if (serving.isEmpty()) {
            Presence presence = new Presence(client, NODES + "/" + name, host);
            serving = Optional.of(presence);
            presence.start(atMost);
        }
    }

    /** From now on it builds its index, and nobody asks it. */
    public void index() {
        serving.ifPresent(Presence::close);
        serving = Optional.empty();
    }

    @Override
    public void close() {
        index();
    }
}
