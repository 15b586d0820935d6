package io.coordkit.recipes.search;

import io.coordkit.recipes.MasterAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;

/** The web server's CGI: sends each request to the total server, wherever that is now. Thread-safe. */
public final class SearchGateway implements AutoCloseable {
    private final MasterAddress master;

    /** @param byHand where the total server is when the ensemble cannot be asked, as people have said it elsewhere */
    public SearchGateway(CuratorFramework client, Supplier<Optional<String>> byHand) {
        this.master = new MasterAddress(client, TotalServer.MASTER, byHand);
    }

    /** Learns where the total server is. */
    public SearchGateway start(Duration atMost) throws InterruptedException {
        master.start(atMost);
        return this;
    }

    /** Where to send a request; nothing while there is no total server. */
    public Optional<String> totalServer() {
        return master.current();
    }

    @Override
    public void close() {
        master.close();
    }
}
