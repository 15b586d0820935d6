package io.coordkit.recipes;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;

/**
 * Where the master is, for those who ask it for something: follows the value of a {@link MasterSeat}'s znode. While the ensemble cannot be
 * reached, somebody else may be asked, such as a page on which people have written the master by hand. Thread-safe.
 */
public final class MasterAddress implements AutoCloseable {
    private final CuratorFramework client;
    private final Mirror seat;
    private final Supplier<Optional<String>> byHand;

    /** @param byHand asked, on the caller's thread, while the client has no connection; may block */
    public MasterAddress(CuratorFramework client, String path, Supplier<Optional<String>> byHand) {
        this.client = client;
        this.seat = Mirror.ofNode(client, path);
        this.byHand = byHand;
    }

    /** Tells it of each master, and of there being none. */
    public MasterAddress listen(Consumer<Optional<String>> listener) {
        seat.listen(change -> listener.accept(change.after().map(Znode::text)));
        return this;
    }

    /** Reads where the master is. */
    public MasterAddress start(Duration atMost) throws InterruptedException {
        seat.start(atMost);
        return this;
    }

    /** Where the master is; nothing if there is none. */
    public Optional<String> current() {
        return client.getZookeeperClient().isConnected() ? seat.text() : byHand.get();
    }

    @Override
    public void close() {
        seat.close();
    }
}
