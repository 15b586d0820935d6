package io.coordkit.hbase;

import io.coordkit.hbase.Znodes.Reply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/** The operations on Curator; trouble with the client itself counts as a lost connection. */
final class CuratorOperations implements ZnodeOperations {
    private final CuratorFramework client;
    private final Executor replies;

    private interface Operation {
        void start(BackgroundCallback callback) throws Exception;
    }

    /**
     * @param replies where the answers are handed over
     */
    CuratorOperations(CuratorFramework client, Executor replies) {
        this.client = client;
        this.replies = replies;
    }

    @Override
    public void read(String path, Optional<CuratorWatcher> watcher, Consumer<Reply> onReply) {
        run(path, onReply, done -> {
            if (watcher.isPresent()) {
                client.getData()
                        .usingWatcher(watcher.get())
                        .inBackground(done, replies)
                        .forPath(path);
            } else {
                client.getData().inBackground(done, replies).forPath(path);
            }
        });
    }

    @Override
    public void list(String path, Optional<CuratorWatcher> watcher, Consumer<Reply> onReply) {
        run(path, onReply, done -> {
            if (watcher.isPresent()) {
                client.getChildren()
                        .usingWatcher(watcher.get())
                        .inBackground(done, replies)
                        .forPath(path);
            } else {
                client.getChildren().inBackground(done, replies).forPath(path);
            }
        });
    }

    @Override
    public void exists(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.checkExists()
                .usingWatcher(watcher)
                .inBackground(done, replies)
                .forPath(path));
    }

    @Override
    public void create(String path, CreateMode mode, byte[] value, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.create()
                .withMode(mode)
                .inBackground(done, replies)
                .forPath(path, value));
    }

    @Override
    public void write(String path, int version, byte[] value, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.setData()
                .withVersion(version)
                .inBackground(done, replies)
                .forPath(path, value));
    }

    @Override
    public void delete(String path, Consumer<Reply> onReply) {
        run(path, onReply, done -> client.delete().inBackground(done, replies).forPath(path));
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
