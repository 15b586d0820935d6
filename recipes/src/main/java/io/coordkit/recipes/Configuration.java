package io.coordkit.recipes;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;

/**
 * A configuration centre: one application's settings in a znode such as {@code /Configuration} or {@code /APP1}, finer ones in levels
 * below it ({@code /APP1/db/pool}). Every machine of the application reads all when it starts, and hears of every change.
 *
 * <p>Who changes a setting twice in a moment may be seen to have changed it once; the last value is seen by all. Thread-safe.
 */
public final class Configuration implements AutoCloseable {
    private final Znodes znodes;
    private final String root;
    private final Mirror mirror;

    /** The settings in and below {@code root}. */
    public Configuration(CuratorFramework client, String root) {
        this.znodes = new Znodes(client);
        this.root = root;
        this.mirror = Mirror.ofSubtree(client, root);
    }

    /** Tells it of changes in a level ({@code "db"}; {@code ""} for all): the level itself and what is below it. */
    public Configuration listen(String level, Consumer<Change> listener) {
        mirror.listen(change -> {
            if (level.isEmpty() || change.name().equals(level) || change.name().startsWith(level + "/")) {
                listener.accept(change);
            }
        });
        return this;
    }

    /** Reads all settings. */
    public Configuration start(Duration atMost) throws InterruptedException {
        mirror.start(atMost);
        return this;
    }

    /** A setting: {@code "db/pool"}, or {@code ""} for the root's value. Asks nobody. */
    public Optional<String> get(String name) {
        return mirror.text(name);
    }

    /** Writes a setting for all machines, and makes what is missing of its path. */
    public void publish(String name, String value) {
        String path = name.isEmpty() ? root : Znodes.child(root, name);
        byte[] bytes = Znodes.bytes(value);
        if (znodes.create(path, bytes, CreateMode.PERSISTENT).isEmpty()) {
            znodes.write(path, bytes);
        }
    }

    /** Takes a setting away; one that has finer ones below it is refused. */
    public void withdraw(String name) {
        znodes.delete(Znodes.child(root, name), -1);
    }

    @Override
    public void close() {
        mirror.close();
    }
}
