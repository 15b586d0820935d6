package io.coordkit.hbase;

import io.coordkit.hbase.Znodes.Reply;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.CreateMode;

/**
 * What the machines' drivers ask of a client, so that they run on any: on Curator, or in the simulated world of the tests.
 * Nothing blocks; every operation is answered exactly once, never before the call has returned. No answer at all counts as
 * {@code CONNECTIONLOSS}.
 */
interface ZnodeOperations {
    void read(String path, Optional<CuratorWatcher> watcher, Consumer<Reply> onReply);

    void list(String path, Optional<CuratorWatcher> watcher, Consumer<Reply> onReply);

    /** Whether the node exists, by {@code OK} or {@code NONODE}; the watch stays in either case. */
    void exists(String path, CuratorWatcher watcher, Consumer<Reply> onReply);

    void create(String path, CreateMode mode, byte[] value, Consumer<Reply> onReply);

    /** Writes at a version, or at any with -1. */
    void write(String path, int version, byte[] value, Consumer<Reply> onReply);

    /** Deletes at any version. */
    void delete(String path, Consumer<Reply> onReply);
}
