package io.coordkit.hbase;

import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.Stat;
import io.coordkit.hbase.OperationCount.Kind;
import io.coordkit.hbase.Znodes.Reply;
import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.Pending;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;

/**
 * The drivers' operations in the simulated world. As Curator does, it asks again, once, when an answer was lost. The process may be
 * destined to die with any of its operations.
 */
final class WorldOperations implements ZnodeOperations {
    private static final byte[] NO_DATA = {};
    private static final long RETRY_MS = 100;

    private final ClientProcess process;
    private final ClientSession session;
    private final TaskLedger ledger;
    private final OperationCount count;
    private final int lastOperation;
    private final Set<Event> events = new HashSet<>();
    private int operations;

    /** Somebody is about to hear of this; who has asked for it twice does so once, as with Curator. */
    private record Event(CuratorWatcher watcher, EventType type, String path) {}

    /**
     * @param lastOperation the process dies as soon as it has sent this one, counted from 1; 0 if it need not die
     */
    WorldOperations(
            ClientProcess process, ClientSession session, TaskLedger ledger, OperationCount count, int lastOperation) {
        this.process = process;
        this.session = session;
        this.ledger = ledger;
        this.count = count;
        this.lastOperation = lastOperation;
    }

    @Override
    public void read(String path, Optional<CuratorWatcher> watcher, Consumer<Reply> onReply) {
        ask(
                Kind.READ,
                path,
                () -> watcher.isPresent() ? session.getData(path, told(watcher.get())) : session.getData(path),
                found -> {
                    ledger.saw(path, found.stat(), found.data());
                    return ok(path, found.data(), found.stat(), List.of());
                },
                onReply);
    }

    @Override
    public void list(String path, Optional<CuratorWatcher> watcher, Consumer<Reply> onReply) {
        ask(
                Kind.LIST,
                path,
                () -> watcher.isPresent() ? session.getChildren(path, told(watcher.get())) : session.getChildren(path),
                found -> ok(path, NO_DATA, found.stat(), found.names()),
                onReply);
    }

    @Override
    public void exists(String path, CuratorWatcher watcher, Consumer<Reply> onReply) {
        ask(
                Kind.READ,
                path,
                () -> session.exists(path, told(watcher)),
                stat -> ok(path, NO_DATA, stat, List.of()),
                onReply);
    }

    @Override
    public void create(String path, CreateMode mode, byte[] value, Consumer<Reply> onReply) {
        ask(
                Kind.CREATE,
                path,
                () -> session.create(path, value, io.coordkit.core.wire.CreateMode.of(mode.toFlag())),
                made -> ok(made.path(), NO_DATA, made.stat(), List.of()),
                onReply);
    }

    @Override
    public void write(String path, int version, byte[] value, Consumer<Reply> onReply) {
        ask(
                Kind.WRITE,
                path,
                () -> session.setData(path, value, version),
                stat -> {
                    ledger.saw(path, stat, value);
                    return ok(path, NO_DATA, stat, List.of());
                },
                onReply);
    }

    @Override
    public void delete(String path, Consumer<Reply> onReply) {
        ask(
                Kind.DELETE,
                path,
                () -> session.delete(path, -1).then(reply -> ledger.deleted(path)),
                deleted -> new Reply(Code.OK, path, NO_DATA, -1, 0, List.of()),
                onReply);
    }

    private static Reply ok(String path, byte[] data, Stat stat, List<String> children) {
        return new Reply(Code.OK, path, data, stat.version(), stat.ephemeralOwner(), children);
    }

    private <T> void ask(
            Kind kind, String path, Supplier<Pending<T>> operation, Function<T, Reply> ok, Consumer<Reply> onReply) {
        ask(kind, path, operation, ok, onReply, true);
    }

    private <T> void ask(
            Kind kind,
            String path,
            Supplier<Pending<T>> operation,
            Function<T, Reply> ok,
            Consumer<Reply> onReply,
            boolean again) {
        if (!process.isAlive()) {
            return;
        }
        count.add(kind);
        operation.get().then(reply -> {
            if (reply.ok()) {
                Reply answer = ok.apply(reply.get());
                process.after(0, () -> onReply.accept(answer));
            } else if (again && reply.error() == ErrorCode.CONNECTION_LOSS) {
                process.after(RETRY_MS, () -> ask(kind, path, operation, ok, onReply, false));
            } else {
                Code code = Code.get(reply.error().code());
                process.after(0, () -> onReply.accept(new Reply(code, path, NO_DATA, -1, 0, List.of())));
            }
        });
        if (++operations == lastOperation) {
            process.crash();
        }
    }

    private Consumer<io.coordkit.sim.check.WatchedEvent> told(CuratorWatcher watcher) {
        return what -> {
            Event event = new Event(watcher, EventType.fromInt(what.type().code()), what.path());
            if (events.add(event)) {
                process.after(0, () -> tell(event));
            }
        };
    }

    private void tell(Event event) {
        events.remove(event);
        try {
            event.watcher().process(new WatchedEvent(event.type(), KeeperState.SyncConnected, event.path()));
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
