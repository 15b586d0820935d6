package io.coordkit.statestore;

import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** Reads of the tree, with Curator's checked exceptions turned into the store's. */
final class StoreTree {

    private final CuratorFramework client;
    private final ManyReads many;

    StoreTree(CuratorFramework client) {
        this.client = client;
        this.many = new ManyReads(client);
    }

    /** Something that Curator does to the node at a path. */
    @FunctionalInterface
    interface Access<T extends @Nullable Object> {
        T run() throws Exception;
    }

    boolean exists(String path) throws StateStoreException {
        return access(path, () -> client.checkExists().forPath(path) != null);
    }

    /** The names of a node's children, none if the node is absent. */
    List<String> children(String path) throws StateStoreException {
        return many.children(List.of(path)).get(0).children();
    }

    /** The data of many nodes, in the same order. */
    List<NodeRead> data(List<String> paths) throws StateStoreException {
        return many.data(paths);
    }

    /** The names of the children of many nodes, in the same order. */
    List<NodeRead> children(List<String> paths) throws StateStoreException {
        return many.children(paths);
    }

    /** The data of a node; empty if the node is absent or has none, which the layout treats alike. */
    Optional<byte[]> data(String path) throws StateStoreException {
        return access(path, () -> {
            try {
                return Optional.ofNullable(client.getData().forPath(path));
            } catch (KeeperException.NoNodeException e) {
                return Optional.empty();
            }
        });
    }

    static <T> T access(String path, Access<T> access) throws StateStoreException {
        try {
            return access.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateStoreException("interrupted at " + path, e);
        } catch (StateStoreException e) {
            throw e;
        } catch (KeeperException e) {
            throw new StateStoreException("the server refused access to " + path + ": " + e.code(), e);
        } catch (Exception e) {
            throw new StateStoreException("no access to " + path + ": " + e.getMessage(), e);
        }
    }
}
