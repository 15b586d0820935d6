package io.coordkit.recipes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The few operations that the recipes are made of, with absence as a value. Blocking, under the client's retry policy. */
final class Znodes {
    private final CuratorFramework client;

    Znodes(CuratorFramework client) {
        this.client = client;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** The path of a child, also of the root. */
    static String child(String parent, String name) {
        return parent.equals("/") ? "/" + name : parent + "/" + name;
    }

    /** Creates the path and its parents, persistent and empty; existing ones are left alone. */
    void ensure(String path) {
        if (exists(path).isEmpty()) {
            create(path, new byte[0], CreateMode.PERSISTENT);
        }
    }

    /** Creates a znode, and missing parents; the path it got, or nothing if there is one already. */
    Optional<String> create(String path, byte[] value, CreateMode mode) {
        return call("create " + path, () -> {
            try {
                return Optional.of(
                        client.create().creatingParentsIfNeeded().withMode(mode).forPath(path, value));
            } catch (NodeExistsException exists) {
                return Optional.empty();
            }
        });
    }

    /** Writes a znode at any version. */
    Stat write(String path, byte[] value) {
        return call("write " + path, () -> client.setData().forPath(path, value));
    }

    /** Deletes a version of a znode, or any (-1); false if it is not there. */
    boolean delete(String path, int version) {
        return call("delete " + path, () -> {
            try {
                client.delete().withVersion(version).forPath(path);
                return true;
            } catch (NoNodeException gone) {
                return false;
            }
        });
    }

    Optional<byte[]> read(String path) {
        return call("read " + path, () -> {
            try {
                return Optional.of(client.getData().forPath(path));
            } catch (NoNodeException gone) {
                return Optional.empty();
            }
        });
    }

    Optional<Stat> exists(String path) {
        return call(
                "look at " + path,
                () -> Optional.ofNullable(client.checkExists().forPath(path)));
    }

    /** Watches the path, whether it exists or not. */
    Optional<Stat> exists(String path, CuratorWatcher watcher) {
        return call(
                "watch " + path,
                () -> Optional.ofNullable(
                        client.checkExists().usingWatcher(watcher).forPath(path)));
    }

    /** Is this znode an ephemeral of the session that the client has now? */
    boolean isOurs(Stat stat) {
        return call(
                "ask for the session",
                () -> client.getZookeeperClient().getZooKeeper().getSessionId() == stat.getEphemeralOwner());
    }

    List<String> children(String path) {
        return call("list " + path, () -> client.getChildren().forPath(path));
    }

    List<String> children(String path, CuratorWatcher watcher) {
        return call(
                "watch the children of " + path,
                () -> client.getChildren().usingWatcher(watcher).forPath(path));
    }

    static <T> T call(String what, Callable<T> operation) {
        try {
            return operation.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecipeException(what, e);
        } catch (Exception e) {
            throw new RecipeException(what, e);
        }
    }
}
