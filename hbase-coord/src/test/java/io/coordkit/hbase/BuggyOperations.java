package io.coordkit.hbase;

import io.coordkit.hbase.Znodes.Reply;
import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.codec.UnreadableValueException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;

/** Operations of a driver that does one thing wrong. */
record BuggyOperations(ZnodeOperations right, PlantedBug bug) implements ZnodeOperations {
    private static final byte[] NO_DATA = {};

    private boolean has(PlantedBug asked) {
        return bug == asked;
    }

    @Override
    public void read(String path, Optional<CuratorWatcher> watcher, Consumer<Reply> onReply) {
        right.read(path, watcher, onReply);
    }

    @Override
    public void list(String path, Optional<CuratorWatcher> watcher, Consumer<Reply> onReply) {
        boolean byManager = watcher.isEmpty();
        if (byManager && has(PlantedBug.IGNORES_ORPHANS)) {
            right.list(path, watcher, reply -> onReply.accept(done(path)));
        } else {
            right.list(path, watcher, onReply);
        }
    }

    @Override
    public void exists(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        right.exists(path, watcher, onReply);
    }

    @Override
    public void create(String path, CreateMode mode, byte[] value, Consumer<Reply> onReply) {
        if (mode.isSequential() && has(PlantedBug.WAKES_NOBODY)) {
            right.read(path, Optional.empty(), reply -> onReply.accept(done(path + "0000000000")));
        } else {
            right.create(path, mode, value, onReply);
        }
    }

    @Override
    public void write(String path, int version, byte[] value, Consumer<Reply> onReply) {
        right.write(path, isBlind(value) ? -1 : version, value, onReply);
    }

    private boolean isBlind(byte[] value) {
        try {
            State state = SplitLogTask.parse(value).state();
            return switch (state) {
                case UNASSIGNED -> false;
                case OWNED -> has(PlantedBug.CLAIMS_AT_ANY_VERSION);
                case RESIGNED, DONE, ERR -> has(PlantedBug.ENDS_AT_ANY_VERSION);
            };
        } catch (UnreadableValueException damaged) {
            throw new AssertionError(damaged);
        }
    }

    @Override
    public void delete(String path, Consumer<Reply> onReply) {
        if (has(PlantedBug.LEAVES_NODES) && path.hashCode() % 4 == 0) {
            right.read(path, Optional.empty(), reply -> onReply.accept(done(path)));
        } else {
            right.delete(path, onReply);
        }
    }

    private static Reply done(String path) {
        return new Reply(Code.OK, path, NO_DATA, -1, 0, List.of());
    }
}
