package io.coordkit.hbase;

import io.coordkit.hbase.codec.Envelope;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/**
 * Asynchronous znode operations, as the machines' drivers need them. Every operation is answered exactly once, on the
 * given executor; trouble with the client itself counts as a lost connection.
 */
final class Znodes {
    private final CuratorFramework client;
    private final String writer;
    private final Executor replies;

    /**
     * What the server said; {@code data} is empty when there is none.
     *
     * @param owner the session that an ephemeral node lives with, 0 for any other
     */
    record Reply(Code code, String path, byte[] data, int version, long owner, List<String> children) {
        boolean isOk() {
            return code == Code.OK;
        }

        boolean isGone() {
            return code == Code.NONODE;
        }
    }

    private interface Operation {
        void start(BackgroundCallback callback) throws Exception;
    }

    /**
     * @param writer the identifier in the metadata of our writes
     */
    Znodes(CuratorFramework client, String writer, Executor replies) {
        this.client = client;
        this.writer = writer;
        this.replies = replies;
    }

    void read(String path, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.getData().inBackground(done, replies).forPath(path));
    }

    void readAndWatch(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.getData()
                .usingWatcher(watcher)
                .inBackground(done, replies)
                .forPath(path));
    }

    void list(String path, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.getChildren()
                .inBackground(done, replies)
                .forPath(path));
    }

    void listAndWatch(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.getChildren()
                .usingWatcher(watcher)
                .inBackground(done, replies)
                .forPath(path));
    }

    /** Creates without metadata, as the split-log manager does. */
    void create(String path, CreateMode mode, byte[] value, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.create()
                .withMode(mode)
                .inBackground(done, replies)
                .forPath(path, value));
    }

    /** Creates with metadata, as HBase's processes do. */
    void createOwn(String path, CreateMode mode, byte[] payload, Consumer<Reply> onReply) {
        create(
                path,
                mode,
                Envelope.withMetadata(writer, ThreadLocalRandom.current().nextLong(), payload),
                onReply);
    }

    /** Whether the node exists, by {@code OK} or {@code NONODE}; the watch stays in either case. */
    void existsAndWatch(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.checkExists()
                .usingWatcher(watcher)
                .inBackground(done, replies)
                .forPath(path));
    }

    void delete(String path, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.delete().inBackground(done, replies).forPath(path));
    }

    /**
     * Writes with metadata. The client repeats a write whose reply was lost, and the repetition then finds the version
     * moved on by the first try; the salt tells that apart from somebody else's write.
     */
    void write(String path, int version, byte[] payload, Consumer<Reply> onReply) {
        byte[] value = Envelope.withMetadata(writer, ThreadLocalRandom.current().nextLong(), payload);
        run(
                path,
                reply -> {
                    if (reply.code() == Code.BADVERSION) {
                        recognise(path, value, reply, onReply);
                    } else {
                        onReply.accept(reply);
                    }
                },
                done -> client.setData()
                        .withVersion(version)
                        .inBackground(done, replies)
                        .forPath(path, value));
    }

    private void recognise(String path, byte[] value, Reply refusal, Consumer<Reply> onReply) {
        read(path, stored -> onReply.accept(stored.isOk() && Arrays.equals(stored.data(), value) ? stored : refusal));
    }

    private void run(String path, Consumer<Reply> onReply, Operation operation) {
        try {
            operation.start((ignored, event) -> {
                byte[] data = event.getData();
                Stat stat = event.getStat();
                List<String> children = event.getChildren();
                onReply.accept(new Reply(
                        Code.get(event.getResultCode()),
                        event.getName() == null ? path : event.getName(),
                        data == null ? new byte[0] : data,
                        stat == null ? -1 : stat.getVersion(),
                        stat == null ? 0 : stat.getEphemeralOwner(),
                        children == null ? List.of() : children));
            });
        } catch (Exception clientClosed) {
            Reply lost = new Reply(Code.CONNECTIONLOSS, path, new byte[0], -1, 0, List.of());
            replies.execute(() -> onReply.accept(lost));
        }
    }
}
