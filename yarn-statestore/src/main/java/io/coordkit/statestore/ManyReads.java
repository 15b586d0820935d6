package io.coordkit.statestore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.curator.RetryLoop;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Reads many nodes: a store of a hundred thousand applications is a matter of throughput, and not of as many round trips. Dozens of reads
 * share a request (multiRead, ZOOKEEPER-1407, in servers since 3.6), and many requests are under way at once, by ZooKeeper's client itself,
 * which costs half of what Curator's background does. What fails because a connection or a session was lost, because
 * a reply was larger than {@code jute.maxbuffer}, or because the server knows no such request, is read again, one after
 * the other, as Curator's policy says.
 */
final class ManyReads {

    /** Nodes, enough to fill any network, and little memory at the server. */
    private static final int UNDER_WAY_MAX = 1024;

    /** Nodes in one request; beyond this there is nothing more to save. */
    private static final int TOGETHER_MAX = 64;

    /** What a reply should not exceed, far below any {@code jute.maxbuffer}. */
    private static final int REPLY_BYTES = 256 * 1024;

    private final CuratorFramework client;
    private final Semaphore free = new Semaphore(UNDER_WAY_MAX);

    /** The largest record that was seen, at first a guess: it says how many go into one reply. */
    private volatile int recordBytes = REPLY_BYTES / 16;

    private volatile boolean unimplemented;

    ManyReads(CuratorFramework client) {
        this.client = client;
    }

    /** One kind of read, done in two ways. */
    private interface Kind {

        Op request(String path);

        NodeRead read(String path, OpResult result);

        /** Waits for the answer, and tries again as Curator's policy says. */
        NodeRead again(String path) throws Exception;
    }

    /** The data of nodes, in the same order. */
    List<NodeRead> data(List<String> paths) throws StateStoreException {
        List<NodeRead> reads = all(paths, new Data());
        recordBytes = Math.max(
                REPLY_BYTES / TOGETHER_MAX,
                reads.stream()
                        .mapToInt(read -> read.data().map(data -> data.length).orElse(0))
                        .max()
                        .orElse(recordBytes));
        return reads;
    }

    /** The names of the children of nodes, in the same order. */
    List<NodeRead> children(List<String> paths) throws StateStoreException {
        return all(paths, new Children());
    }

    private List<NodeRead> all(List<String> paths, Kind kind) throws StateStoreException {
        int together = Math.max(1, Math.min(TOGETHER_MAX, REPLY_BYTES / recordBytes));
        List<List<String>> batches = new ArrayList<>();
        List<CompletableFuture<List<NodeRead>>> answers = new ArrayList<>();
        for (int from = 0; from < paths.size(); from += together) {
            List<String> batch = paths.subList(from, Math.min(paths.size(), from + together));
            batches.add(batch);
            answers.add(ZkTree.access(batch.get(0), () -> send(batch, kind)));
        }
        List<NodeRead> reads = new ArrayList<>(paths.size());
        for (int i = 0; i < batches.size(); i++) {
            List<String> batch = batches.get(i);
            CompletableFuture<List<NodeRead>> answer = answers.get(i);
            reads.addAll(ZkTree.access(batch.get(0), () -> get(batch, answer, kind)));
        }
        return reads;
    }

    private CompletableFuture<List<NodeRead>> send(List<String> batch, Kind kind) throws Exception {
        CompletableFuture<List<NodeRead>> answer = new CompletableFuture<>();
        free.acquire(batch.size());
        answer.whenComplete((reads, failure) -> free.release(batch.size()));
        if (unimplemented) {
            answer.completeExceptionally(KeeperException.create(Code.UNIMPLEMENTED));
            return answer;
        }
        try {
            client.getZookeeperClient()
                    .getZooKeeper()
                    .multi(
                            batch.stream().map(kind::request).toList(),
                            (code, at, context, results) -> complete(answer, code, batch, kind, results),
                            null);
        } catch (KeeperException unconnected) {
            answer.completeExceptionally(unconnected);
        }
        return answer;
    }

    private void complete(
            CompletableFuture<List<NodeRead>> answer,
            int code,
            List<String> batch,
            Kind kind,
            @Nullable List<OpResult> results) {
        if (results == null || results.size() != batch.size()) {
            unimplemented |= code == Code.UNIMPLEMENTED.intValue();
            answer.completeExceptionally(KeeperException.create(Code.get(code), batch.get(0)));
            return;
        }
        List<NodeRead> reads = new ArrayList<>(batch.size());
        for (int i = 0; i < results.size(); i++) {
            Optional<NodeRead> read = read(batch.get(i), kind, results.get(i));
            if (read.isEmpty()) {
                Code refusal = Code.get(((OpResult.ErrorResult) results.get(i)).getErr());
                answer.completeExceptionally(KeeperException.create(refusal, batch.get(i)));
                return;
            }
            reads.add(read.get());
        }
        answer.complete(reads);
    }

    private static Optional<NodeRead> read(String path, Kind kind, OpResult result) {
        if (!(result instanceof OpResult.ErrorResult error)) {
            return Optional.of(kind.read(path, result));
        }
        return switch (Code.get(error.getErr())) {
            case NONODE -> Optional.of(NodeRead.absent(path));
            case NOAUTH -> Optional.of(NodeRead.hidden(path));
            default -> Optional.empty();
        };
    }

    private List<NodeRead> get(List<String> batch, CompletableFuture<List<NodeRead>> answer, Kind kind)
            throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KeeperException refused && !mayWorkLater(refused.code())) {
                throw refused;
            }
            List<NodeRead> reads = new ArrayList<>(batch.size());
            for (String path : batch) {
                reads.add(again(path, kind));
            }
            return reads;
        }
    }

    private NodeRead again(String path, Kind kind) throws Exception {
        try {
            RetryLoop.callWithRetry(client.getZookeeperClient(), () -> {
                PacketLimit.checkReply(client.getZookeeperClient().getZooKeeper(), path);
                return path;
            });
            return kind.again(path);
        } catch (KeeperException.NoNodeException absent) {
            return NodeRead.absent(path);
        } catch (KeeperException.NoAuthException hidden) {
            return NodeRead.hidden(path);
        }
    }

    private static boolean mayWorkLater(Code code) {
        return switch (code) {
            case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONEXPIRED, SESSIONMOVED, UNIMPLEMENTED -> true;
            default -> false;
        };
    }

    private final class Data implements Kind {

        @Override
        public Op request(String path) {
            return Op.getData(path);
        }

        @Override
        public NodeRead read(String path, OpResult result) {
            OpResult.GetDataResult found = (OpResult.GetDataResult) result;
            return read(path, found.getData(), found.getStat());
        }

        @Override
        public NodeRead again(String path) throws Exception {
            Stat stat = new Stat();
            byte[] data = client.getData().storingStatIn(stat).forPath(path);
            return read(path, data, stat);
        }

        private static NodeRead read(String path, byte @Nullable [] data, Stat stat) {
            return NodeRead.there(path, Optional.ofNullable(data), List.of(), stat.getNumChildren());
        }
    }

    private final class Children implements Kind {

        @Override
        public Op request(String path) {
            return Op.getChildren(path);
        }

        @Override
        public NodeRead read(String path, OpResult result) {
            return read(path, ((OpResult.GetChildrenResult) result).getChildren());
        }

        @Override
        public NodeRead again(String path) throws Exception {
            return read(path, client.getChildren().forPath(path));
        }

        private static NodeRead read(String path, List<String> names) {
            return NodeRead.there(path, Optional.empty(), names, names.size());
        }
    }
}
