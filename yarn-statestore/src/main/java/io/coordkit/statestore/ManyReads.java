package io.coordkit.statestore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.zookeeper.KeeperException;

/**
 * Reads many nodes with many requests under way at once: a store of a hundred thousand applications is a matter of throughput
 * then, and not of as many round trips. Curator tries each of them again as its policy says.
 */
final class ManyReads {

    /** Enough to fill any network, and little memory at the server. */
    private static final int UNDER_WAY_MAX = 512;

    private final CuratorFramework client;
    private final Semaphore free = new Semaphore(UNDER_WAY_MAX);

    ManyReads(CuratorFramework client) {
        this.client = client;
    }

    /** Sends one request; its answer goes to the callback. */
    @FunctionalInterface
    private interface Request {
        void send(String path, BackgroundCallback callback) throws Exception;
    }

    /** The data of nodes, in the same order. */
    List<NodeRead> data(List<String> paths) throws StateStoreException {
        return all(
                paths,
                (path, callback) -> client.getData().inBackground(callback).forPath(path));
    }

    /** The names of the children of nodes, in the same order. */
    List<NodeRead> children(List<String> paths) throws StateStoreException {
        return all(
                paths,
                (path, callback) -> client.getChildren().inBackground(callback).forPath(path));
    }

    private List<NodeRead> all(List<String> paths, Request request) throws StateStoreException {
        List<CompletableFuture<NodeRead>> answers = new ArrayList<>(paths.size());
        for (String path : paths) {
            answers.add(StoreTree.access(path, () -> send(path, request)));
        }
        List<NodeRead> reads = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            CompletableFuture<NodeRead> answer = answers.get(i);
            reads.add(StoreTree.access(paths.get(i), () -> get(answer)));
        }
        return reads;
    }

    private CompletableFuture<NodeRead> send(String path, Request request) throws Exception {
        CompletableFuture<NodeRead> answer = new CompletableFuture<>();
        free.acquire();
        try {
            request.send(path, (any, event) -> {
                free.release();
                complete(path, event, answer);
            });
        } catch (Exception refused) {
            free.release();
            throw refused;
        }
        return answer;
    }

    @SuppressWarnings("NullAway") // an event of one kind has nothing of the other
    private static void complete(String path, CuratorEvent event, CompletableFuture<NodeRead> answer) {
        KeeperException.Code code = KeeperException.Code.get(event.getResultCode());
        if (code == KeeperException.Code.OK) {
            List<String> children = event.getChildren() == null ? List.of() : event.getChildren();
            answer.complete(new NodeRead(path, true, Optional.ofNullable(event.getData()), children));
        } else if (code == KeeperException.Code.NONODE) {
            answer.complete(NodeRead.absent(path));
        } else {
            answer.completeExceptionally(KeeperException.create(code, path));
        }
    }

    private static NodeRead get(CompletableFuture<NodeRead> answer) throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
