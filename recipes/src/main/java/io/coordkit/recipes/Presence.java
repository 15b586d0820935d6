package io.coordkit.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;

/**
 * Somebody is here, and says how it goes: an ephemeral znode that is there as long as its owner's session, with a report as its value.
 * The sending half of membership, heartbeats, progress and status; a {@link Mirror} of the parent receives.
 *
 * <p>Made of Curator's {@link PersistentNode}: it comes back with the next session after one was lost, with the last report. A
 * znode that a former life of the owner has left is waited for until its session ends. Thread-safe.
 */
public final class Presence implements AutoCloseable {
    private final String path;
    private final PersistentNode node;

    /** Somebody at this path; missing parents are made. */
    public Presence(CuratorFramework client, String path, String report) {
        this.path = path;
        this.node = new PersistentNode(client, CreateMode.EPHEMERAL, false, path, Znodes.bytes(report));
    }

    /**
     * Appears.
     *
     * @throws RecipeException when the znode was not there in time; it still comes as soon as it can
     */
    public Presence start(Duration atMost) throws InterruptedException {
        node.start();
        if (!node.waitForInitialCreate(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new RecipeException("not within " + atMost.toMillis() + " ms: " + path);
        }
        return this;
    }

    /** Replaces the report. */
    public void report(String report) {
        Znodes.call("report to " + path, () -> {
            node.setData(Znodes.bytes(report));
            return report;
        });
    }

    /** Disappears. */
    @Override
    public void close() {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
