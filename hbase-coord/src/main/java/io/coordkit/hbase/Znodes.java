package io.coordkit.hbase;

import io.coordkit.hbase.codec.Envelope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Asynchronous znode operations, as the machines' drivers need them: those of a client, with HBase's metadata where HBase has it.
 * Every operation is answered exactly once, on the given executor.
 */
final class Znodes {
    private final ZnodeOperations client;
    private final String writer;
    private final LongSupplier salts;

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

    /**
     * @param writer the identifier in the metadata of our writes
     */
    Znodes(CuratorFramework client, String writer, Executor replies) {
        this(new CuratorOperations(client, replies), writer, () -> ThreadLocalRandom.current()
                .nextLong());
    }

    /**
     * @param writer the identifier in the metadata of our writes
     * @param salts by which writes are told from each other
     */
    Znodes(ZnodeOperations client, String writer, LongSupplier salts) {
        this.client = client;
        this.writer = writer;
        this.salts = salts;
    }

    void read(String path, Consumer<Reply> onReply) {
        client.read(path, Optional.empty(), onReply);
    }

    void readAndWatch(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        client.read(path, Optional.of(watcher), onReply);
    }

    void list(String path, Consumer<Reply> onReply) {
        client.list(path, Optional.empty(), onReply);
    }

    void listAndWatch(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        client.list(path, Optional.of(watcher), onReply);
    }

    /** Creates without metadata, as the split-log manager does. */
    void create(String path, CreateMode mode, byte[] value, Consumer<Reply> onReply) {
        client.create(path, mode, value, onReply);
    }

    /** Creates with metadata, as HBase's processes do. */
    void createOwn(String path, CreateMode mode, byte[] payload, Consumer<Reply> onReply) {
        create(path, mode, withMetadata(payload), onReply);
    }

    private byte[] withMetadata(byte[] payload) {
        return Envelope.withMetadata(writer, salts.getAsLong(), payload);
    }

    /** Whether the node exists, by {@code OK} or {@code NONODE}; the watch stays in either case. */
    void existsAndWatch(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        client.exists(path, watcher, onReply);
    }

    void delete(String path, Consumer<Reply> onReply) {
        client.delete(path, onReply);
    }

    /**
     * Writes with metadata. The client repeats a write whose reply was lost, and the repetition then finds the version
     * moved on by the first try; the salt tells that apart from somebody else's write.
     */
    void write(String path, int version, byte[] payload, Consumer<Reply> onReply) {
        byte[] value = withMetadata(payload);
        client.write(path, version, value, reply -> {
            if (reply.code() == Code.BADVERSION) {
                recognise(path, value, reply, onReply);
            } else {
                onReply.accept(reply);
            }
        });
    }

    private void recognise(String path, byte[] value, Reply refusal, Consumer<Reply> onReply) {
        read(path, stored -> onReply.accept(stored.isOk() && Arrays.equals(stored.data(), value) ? stored : refusal));
    }
}
