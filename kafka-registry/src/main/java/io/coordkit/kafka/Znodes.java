package io.coordkit.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.framework.api.transaction.CuratorTransactionResult;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The few operations on znodes that this library is made of, with absence as a value and reads in pipelines. */
final class Znodes {
    private final CuratorFramework client;

    Znodes(CuratorFramework client) {
        this.client = client;
    }

    /** The session of the current handle, which may be expired already. */
    long sessionId() throws KeeperException {
        return call(() -> client.getZookeeperClient().getZooKeeper().getSessionId());
    }

    /** Creates the path and its parents, persistent and without a value as Kafka does; existing ones are left alone. */
    void ensure(String path) throws KeeperException {
        try {
            call(() -> client.create().withMode(CreateMode.PERSISTENT).forPath(path, null));
        } catch (KeeperException.NodeExistsException e) {
            return;
        } catch (KeeperException.NoNodeException e) {
            ensure(path.substring(0, path.lastIndexOf('/')));
            ensure(path);
        }
    }

    /** Creates a node; false when it exists. */
    boolean create(String path, byte @Nullable [] data, CreateMode mode) throws KeeperException {
        try {
            call(() -> client.create().withMode(mode).forPath(path, data));
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return false;
        }
    }

    /** Deletes a node; a missing one is as good as deleted. */
    void delete(String path, int version) throws KeeperException {
        try {
            call(() -> client.delete().withVersion(version).forPath(path));
        } catch (KeeperException.NoNodeException e) {
            return;
        }
    }

    /** Overwrites a node at a version, or at any (-1). */
    Stat setData(String path, byte @Nullable [] data, int version) throws KeeperException {
        return call(() -> client.setData().withVersion(version).forPath(path, data));
    }

    Optional<Znode> read(String path) throws KeeperException {
        Stat stat = new Stat();
        try {
            byte[] data = call(() -> client.getData().storingStatIn(stat).forPath(path));
            return Optional.of(new Znode(data, stat));
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
        }
    }

    List<String> children(String path) throws KeeperException {
        try {
            return call(() -> client.getChildren().forPath(path));
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        }
    }

    /** The children, with a watch on them; a missing parent has none, and its creation is watched instead. */
    List<String> children(String path, Watcher watcher) throws KeeperException {
        while (true) {
            try {
                return call(() -> client.getChildren().usingWatcher(watcher).forPath(path));
            } catch (KeeperException.NoNodeException e) {
                if (!watchIfPresent(path, watcher)) {
                    return List.of();
                }
            }
        }
    }

    /** Watches a path whether it exists or not; does it exist? */
    boolean watchIfPresent(String path, Watcher watcher) throws KeeperException {
        return call(() -> Optional.ofNullable(
                        client.checkExists().usingWatcher(watcher).forPath(path)))
                .isPresent();
    }

    /** Reads all paths in one pipeline; missing ones are absent from the result. */
    Map<String, Znode> readAll(Collection<String> paths) throws KeeperException {
        return readAll(paths, null);
    }

    /** Reads all paths in one pipeline with a watch on each; missing ones are absent, their creation is watched. */
    Map<String, Znode> watchAll(Collection<String> paths, Watcher watcher) throws KeeperException {
        Map<String, Znode> found = readAll(paths, watcher);
        List<String> appeared = new ArrayList<>();
        for (String path : paths) {
            if (!found.containsKey(path) && watchIfPresent(path, watcher)) {
                appeared.add(path);
            }
        }
        if (!appeared.isEmpty()) {
            found.putAll(watchAll(appeared, watcher));
        }
        return found;
    }

    private Map<String, Znode> readAll(Collection<String> paths, @Nullable Watcher watcher) throws KeeperException {
        Map<String, CompletableFuture<CuratorEvent>> replies = new LinkedHashMap<>();
        for (String path : paths) {
            CompletableFuture<CuratorEvent> reply = new CompletableFuture<>();
            replies.put(path, reply);
            BackgroundCallback callback = (source, event) -> reply.complete(event);
            if (watcher == null) {
                call(() -> client.getData().inBackground(callback).forPath(path));
            } else {
                call(() -> client.getData()
                        .usingWatcher(watcher)
                        .inBackground(callback)
                        .forPath(path));
            }
        }
        Map<String, Znode> found = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<CuratorEvent>> entry : replies.entrySet()) {
            CuratorEvent event = call(() -> entry.getValue().get());
            if (event.getResultCode() == Code.OK.intValue()) {
                found.put(entry.getKey(), new Znode(event.getData(), event.getStat()));
            } else if (event.getResultCode() != Code.NONODE.intValue()) {
                throw KeeperException.create(Code.get(event.getResultCode()), entry.getKey());
            }
        }
        return found;
    }

    /** Reads a path and watches it, whether it exists or not. */
    Optional<Znode> watch(String path, Watcher watcher) throws KeeperException {
        return Optional.ofNullable(watchAll(List.of(path), watcher).get(path));
    }

    /** Creates a node whose name ends in the next number of its parent; the path it got. */
    String createSequential(String prefix, byte[] data) throws KeeperException {
        return call(
                () -> client.create().withMode(CreateMode.PERSISTENT_SEQUENTIAL).forPath(prefix, data));
    }

    /** Many multis in one pipeline, each for itself: what each of them came to, in the same order. */
    List<MultiReply> multiAll(List<List<CuratorOp>> multis) throws KeeperException {
        List<CompletableFuture<CuratorEvent>> replies = new ArrayList<>();
        for (List<CuratorOp> multi : multis) {
            CompletableFuture<CuratorEvent> reply = new CompletableFuture<>();
            replies.add(reply);
            call(() -> client.transaction()
                    .inBackground((source, event) -> reply.complete(event))
                    .forOperations(multi));
        }
        List<MultiReply> results = new ArrayList<>();
        for (CompletableFuture<CuratorEvent> reply : replies) {
            results.add(MultiReply.of(call(reply::get)));
        }
        return results;
    }

    /** All operations or none. */
    List<CuratorTransactionResult> multi(List<CuratorOp> operations) throws KeeperException {
        return call(() -> client.transaction().forOperations(operations));
    }

    CuratorOp createOp(String path, byte @Nullable [] data, CreateMode mode) throws KeeperException {
        return call(() -> client.transactionOp().create().withMode(mode).forPath(path, data));
    }

    CuratorOp setDataOp(String path, byte @Nullable [] data, int version) throws KeeperException {
        return call(() -> client.transactionOp().setData().withVersion(version).forPath(path, data));
    }

    CuratorOp deleteOp(String path, int version) throws KeeperException {
        return call(() -> client.transactionOp().delete().withVersion(version).forPath(path));
    }

    CuratorOp checkOp(String path, int version) throws KeeperException {
        return call(() -> client.transactionOp().check().withVersion(version).forPath(path));
    }

    /** The place of the operation that refused a multi; -1 when the failure was not an operation's. */
    static int refusedOperation(KeeperException failure) {
        List<OpResult> results = failure.getResults();
        if (results != null) {
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof OpResult.ErrorResult error
                        && error.getErr() != Code.OK.intValue()
                        && error.getErr() != Code.RUNTIMEINCONSISTENCY.intValue()) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static <T extends @Nullable Object> T call(Callable<T> operation) throws KeeperException {
        try {
            return operation.call();
        } catch (KeeperException | RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while waiting for ZooKeeper", e);
        } catch (ExecutionException e) {
            throw new RegistryException("a read failed: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new RegistryException("ZooKeeper client: " + e.getMessage(), e);
        }
    }
}
