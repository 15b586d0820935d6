package io.coordkit.sim.check;

import io.coordkit.core.replica.Input;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.WriteRequest;
import io.coordkit.sim.model.Change;
import io.coordkit.sim.model.ModelTree;
import io.coordkit.sim.model.ModelWrites;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The order of everything as the simulator saw it, and the model that follows it: takes notes of what goes in and out of a
 * replica and calls the checkers. It moves the model to a transaction when the server first shows it to somebody.
 */
public final class Ledger {
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private final TreeMap<Long, View> views = new TreeMap<>();
    private final ModelTree model = new ModelTree();
    private final ModelWrites writes = new ModelWrites(model);
    private final SessionChecker sessions = new SessionChecker(this);
    private final List<Checker> checkers;
    private @Nullable NodeView node;
    private @Nullable Input current;
    private long replies;
    private long watchEvents;

    /** A ledger for a new ensemble, with all checkers. */
    public Ledger() {
        checkers = List.of(
                new DurabilityChecker(this),
                new StateChecker(this),
                sessions,
                new WatchChecker(this),
                new ReplyChecker(this),
                new LimitChecker(this));
    }

    /** The state that clients have been shown. */
    public ModelTree model() {
        return model;
    }

    /** Answers seen. */
    public long replies() {
        return replies;
    }

    /** Watch events seen. */
    public long watchEvents() {
        return watchEvents;
    }

    NodeView node() {
        if (node == null) {
            throw new IllegalStateException("no server is running");
        }
        return node;
    }

    TreeMap<Long, Entry> entries() {
        return entries;
    }

    SessionChecker sessions() {
        return sessions;
    }

    TreeMap<Long, View> views() {
        return views;
    }

    /** A server has recovered: what is not in its log has never happened. */
    public void recovered(NodeView recovered) {
        node = recovered;
        views.clear();
        current = null;
        long last = recovered.tree().lastZxid();
        entries.tailMap(last, false).clear();
        advanceTo(last);
        checkers.forEach(Checker::onRecovered);
    }

    /** A server is gone; so are its connections. */
    public void died() {
        views.values().forEach(view -> checkers.forEach(checker -> checker.onClosed(view)));
        views.clear();
        current = null;
    }

    /** The replica is about to be given an input. */
    public void input(Input input) {
        current = input;
        if (input instanceof Input.ClientConnected connected) {
            views.put(connected.connection(), new View(connected.connection()));
        } else if (input instanceof Input.ClientConnecting connecting) {
            View view = views.get(connecting.connection());
            if (view != null) {
                view.connecting = connecting.request();
            }
        } else if (input instanceof Input.ClientReceived received) {
            View view = views.get(received.connection());
            if (view != null) {
                view.requests.addLast(new Handed(received.xid(), received.request()));
            }
        } else if (input instanceof Input.ClientGone gone) {
            closed(gone.connection());
        }
        checkers.forEach(checker -> checker.onInput(input));
    }

    /** The replica has appended a transaction. */
    public void appended(long zxid, byte[] payload) {
        LoggedTxn logged = parse(zxid, payload);
        Input.ClientReceived origin = null;
        if (current instanceof Input.ClientReceived received) {
            origin = received;
            View view = views.get(received.connection());
            if (view != null) {
                view.requests.getLast().zxid = zxid;
            }
        } else if (current instanceof Input.ClientConnecting connecting) {
            View view = views.get(connecting.connection());
            if (view != null) {
                view.session = logged.header().clientId();
                view.sessionZxid = zxid;
            }
        } else {
            origin = deferred(logged);
        }
        long before = entries.isEmpty() ? 0 : entries.lastEntry().getValue().digest;
        Entry entry = new Entry(zxid, payload, logged, origin, logged.hasDigest() ? logged.digest() : before);
        if (entries.put(zxid, entry) != null) {
            throw new Found("order", zxid, "two transactions with one zxid");
        }
        checkers.forEach(checker -> checker.onAppended(entry));
    }

    /** A write that was handed over earlier and waited behind many reads, or null for one of the server's own. */
    private Input.@Nullable ClientReceived deferred(LoggedTxn logged) {
        for (View view : views.values()) {
            for (Handed handed : view.requests) {
                boolean isIt = view.session == logged.header().clientId()
                        && handed.zxid == 0
                        && handed.xid == logged.header().cxid()
                        && handed.request instanceof WriteRequest;
                if (isIt) {
                    handed.zxid = logged.header().zxid();
                    return new Input.ClientReceived(view.connection, handed.xid, handed.request);
                }
            }
        }
        return null;
    }

    /** The replica has sent a frame, given without its length. */
    public void sent(long connection, byte[] bytes) {
        View view = views.get(connection);
        if (view == null) {
            throw new Found("order", model.zxid(), "a frame for a connection that is closed");
        }
        if (view.connecting != null) {
            Frame frame = Frame.greeting(bytes);
            advanceTo(Math.max(model.zxid(), view.sessionZxid));
            checkers.forEach(checker -> checker.onGreeting(view, frame));
            view.connecting = null;
            return;
        }
        Frame frame = Frame.of(bytes);
        if (frame.xid() == Frame.EVENT_XID) {
            watchEvents++;
            advanceTo(Math.max(frame.zxid(), model.zxid()));
            checkers.forEach(checker -> checker.onEvent(view, frame));
            return;
        }
        replies++;
        if (frame.zxid() < model.zxid()) {
            throw new Found("order", frame.zxid(), "a reply shows less than an earlier one");
        }
        advanceTo(frame.zxid());
        Handed request = view.requests.pollFirst();
        if (request == null) {
            throw new Found("order", frame.zxid(), "a reply that nobody waits for");
        }
        checkers.forEach(checker -> checker.onReply(view, request, frame));
    }

    /** The replica has closed a connection, or was told that it is gone. */
    public void closed(long connection) {
        View view = views.remove(connection);
        if (view != null) {
            checkers.forEach(checker -> checker.onClosed(view));
        }
    }

    /** The replica has handled the input. */
    public void stepEnd() {
        Input input = current;
        current = null;
        if (input != null) {
            advanceTo(node().tree().lastZxid());
            checkers.forEach(checker -> checker.onStepEnd(input));
        }
    }

    /** A client at rest holds this watch since it saw the state at {@code zxid}; it must not have missed anything. */
    public void checkWatchNotMissed(WatchPromise promise, String path, long zxid) {
        promise.check(model, path, zxid);
    }

    private void advanceTo(long zxid) {
        while (model.zxid() < zxid) {
            Entry entry = entries.get(model.zxid() + 1);
            if (entry == null) {
                throw new Found("state", zxid, "shows a transaction that was never logged");
            }
            checkers.forEach(checker -> checker.onApplying(entry));
            apply(entry);
            List<Change> changes = model.takeChanges();
            checkers.forEach(checker -> checker.onApplied(entry, changes));
        }
    }

    private void apply(Entry entry) {
        Txn txn = entry.logged.txn();
        long client = entry.logged.header().clientId();
        Input.ClientReceived origin = entry.origin;
        if (txn instanceof Txn.CloseSession close) {
            writes.closeSession(client, close, entry.zxid);
        } else if (origin != null && origin.request() instanceof WriteRequest write) {
            entry.expected = writes.apply(
                    write, client, entry.zxid, entry.logged.header().timeMs());
        } else if (txn instanceof Txn.CreateSession) {
            writes.openSession(client, entry.zxid);
        } else if (txn instanceof Txn.Delete delete) {
            if (!writes.removeContainer(delete.path(), entry.zxid)) {
                throw new Found("state", entry.zxid, "the server removed " + delete.path() + ", no empty container");
            }
        } else {
            writes.pass(entry.zxid);
        }
    }

    private static LoggedTxn parse(long zxid, byte[] payload) {
        try {
            return TxnCodec.read(new JuteReader(payload));
        } catch (MalformedRecordException e) {
            throw new Found("state", zxid, "a transaction that cannot be read: " + e.getMessage());
        }
    }
}
