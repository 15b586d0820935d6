package io.coordkit.statestore;

import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** The tree on a server, with Curator's checked exceptions turned into the store's. */
final class ZkTree implements StoreTree {

    private final CuratorFramework client;
    private final ManyReads many;

    ZkTree(CuratorFramework client) {
        this.client = client;
        this.many = new ManyReads(client);
    }

    /** Something that Curator does to the node at a path. */
    @FunctionalInterface
    interface Access<T extends @Nullable Object> {
        T run() throws Exception;
    }

    @Override
    public boolean exists(String path) throws StateStoreException {
        return access(path, () -> client.checkExists().forPath(path) != null);
    }

    @Override
    public List<String> children(String path) throws StateStoreException {
        return RecordReader.strict(this).children(path, "");
    }

    @Override
    public List<NodeRead> data(List<String> paths) throws StateStoreException {
        return many.data(paths);
    }

    @Override
    public List<NodeRead> children(List<String> paths) throws StateStoreException {
        return many.children(paths);
    }

    @Override
    public Optional<byte[]> data(String path) throws StateStoreException {
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
        } catch (KeeperException.NoAuthException e) {
            throw new AccessRefusedException(path, e);
        } catch (KeeperException e) {
            throw new StateStoreException("the server refused access to " + path + ": " + e.code(), e);
        } catch (Exception e) {
            throw new StateStoreException("no access to " + path + ": " + e.getMessage(), e);
        }
    }
}
