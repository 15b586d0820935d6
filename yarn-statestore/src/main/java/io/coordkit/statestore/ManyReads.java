package io.coordkit.statestore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Reads many nodes with many requests under way at once: a store of a hundred thousand applications is a matter of throughput
 * then, and not of as many round trips. They go to ZooKeeper's client itself, which costs half of what Curator's background does; what
 * fails because a connection or a session was lost is read again, one after the other, as Curator's policy says.
 */
final class ManyReads {

    /** Enough to fill any network, and little memory at the server. */
    private static final int UNDER_WAY_MAX = 512;

    private final CuratorFramework client;
    private final Semaphore free = new Semaphore(UNDER_WAY_MAX);

    ManyReads(CuratorFramework client) {
        this.client = client;
    }

    /** One kind of read, done in two ways. */
    private interface Kind {

        /** Sends one request; its answer completes the future, or fails it with a KeeperException. */
        void send(ZooKeeper session, String path, CompletableFuture<NodeRead> answer);

        /** Waits for the answer, and tries again as Curator's policy says. */
        NodeRead again(String path) throws Exception;
    }

    /** The data of nodes, in the same order. */
    List<NodeRead> data(List<String> paths) throws StateStoreException {
        return all(paths, new Data());
    }

    /** The names of the children of nodes, in the same order. */
    List<NodeRead> children(List<String> paths) throws StateStoreException {
        return all(paths, new Children());
    }

    private List<NodeRead> all(List<String> paths, Kind kind) throws StateStoreException {
        List<CompletableFuture<NodeRead>> answers = new ArrayList<>(paths.size());
        for (String path : paths) {
            answers.add(StoreTree.access(path, () -> send(path, kind)));
        }
        List<NodeRead> reads = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            CompletableFuture<NodeRead> answer = answers.get(i);
            reads.add(StoreTree.access(path, () -> get(path, answer, kind)));
        }
        return reads;
    }

    private CompletableFuture<NodeRead> send(String path, Kind kind) throws Exception {
        CompletableFuture<NodeRead> answer = new CompletableFuture<>();
        free.acquire();
        answer.whenComplete((read, failure) -> free.release());
        try {
            kind.send(client.getZookeeperClient().getZooKeeper(), path, answer);
        } catch (KeeperException unconnected) {
            answer.completeExceptionally(unconnected);
        }
        return answer;
    }

    private NodeRead get(String path, CompletableFuture<NodeRead> answer, Kind kind) throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KeeperException refused && !mayWorkLater(refused.code())) {
                throw refused;
            }
            return again(path, kind);
        }
    }

    private static NodeRead again(String path, Kind kind) throws Exception {
        try {
            return kind.again(path);
        } catch (KeeperException.NoNodeException absent) {
            return NodeRead.absent(path);
        }
    }

    private static boolean mayWorkLater(Code code) {
        return switch (code) {
            case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONEXPIRED, SESSIONMOVED -> true;
            default -> false;
        };
    }

    private static void complete(
            CompletableFuture<NodeRead> answer, int code, String path, @Nullable NodeRead whatWasRead) {
        if (whatWasRead != null && code == Code.OK.intValue()) {
            answer.complete(whatWasRead);
        } else if (code == Code.NONODE.intValue()) {
            answer.complete(NodeRead.absent(path));
        } else {
            answer.completeExceptionally(KeeperException.create(Code.get(code), path));
        }
    }

    private final class Data implements Kind {

        @Override
        public void send(ZooKeeper session, String path, CompletableFuture<NodeRead> answer) {
            session.getData(
                    path,
                    false,
                    (code, at, context, data, stat) ->
                            complete(answer, code, path, stat == null ? null : read(path, data, stat)),
                    answer);
        }

        @Override
        public NodeRead again(String path) throws Exception {
            Stat stat = new Stat();
            byte[] data = client.getData().storingStatIn(stat).forPath(path);
            return read(path, data, stat);
        }

        private static NodeRead read(String path, byte @Nullable [] data, Stat stat) {
            return new NodeRead(path, true, Optional.ofNullable(data), List.of(), stat.getNumChildren());
        }
    }

    private final class Children implements Kind {

        @Override
        public void send(ZooKeeper session, String path, CompletableFuture<NodeRead> answer) {
            session.getChildren(
                    path,
                    false,
                    (int code, String at, Object context, List<String> names) ->
                            complete(answer, code, path, names == null ? null : read(path, names)),
                    answer);
        }

        @Override
        public NodeRead again(String path) throws Exception {
            return read(path, client.getChildren().forPath(path));
        }

        private static NodeRead read(String path, List<String> names) {
            return new NodeRead(path, true, Optional.empty(), names, names.size());
        }
    }
}
