package io.coordkit.sim.check;

import io.coordkit.core.quorum.Membership;
import io.coordkit.core.replica.Input;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.WriteRequest;
import io.coordkit.sim.model.Change;
import io.coordkit.sim.model.ModelTree;
import io.coordkit.sim.model.ModelWrites;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one server is given and shows, and the model of what it must show: takes notes of what goes in and out of its replica and
 * calls the checkers. It moves the model to a transaction when the server first shows it to somebody. It outlives the server's
 * crashes: what was shown once is shown for ever.
 */
public final class Ledger implements Witness {
    private final Chronicle chronicle;
    private final int id;
    private final NodeView node;
    private final DiskProof disk;
    private final TreeMap<Long, View> views = new TreeMap<>();
    private final ModelTree model;
    private final ModelWrites writes;
    private final SessionChecker sessions;
    private final List<Checker> checkers;
    private boolean running;
    private boolean served;
    private long head;
    private long shownZxid;
    private long replies;
    private long watchEvents;

    /** A ledger for a server that has never run, with all checkers. */
    public Ledger(Chronicle chronicle, int id, NodeView node) {
        this.chronicle = chronicle;
        this.id = id;
        this.node = node;
        this.disk = new DiskProof(node);
        this.model = new ModelTree(chronicle.membersAtFirst());
        this.writes = new ModelWrites(model);
        this.sessions = new SessionChecker(this);
        this.checkers = List.of(
                new StateChecker(this),
                sessions,
                new WatchChecker(this),
                new ReplyChecker(this),
                new LimitChecker(this));
        chronicle.addServer(id, this);
    }

    /** The state that clients of this server have been shown. */
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

    Chronicle chronicle() {
        return chronicle;
    }

    NodeView node() {
        return node;
    }

    TreeMap<Long, View> views() {
        return views;
    }

    @Override
    public void recovered(long zxid) {
        running = true;
        served = false;
        views.clear();
        disk.doubt();
        if (chronicle.isEnsemble()) {
            head = chronicle.real(zxid);
            return;
        }
        head = zxid;
        chronicle.forgetAfter(zxid);
        advanceTo(zxid);
        beginsToServe();
    }

    @Override
    public void died() {
        running = false;
        views.values().forEach(view -> checkers.forEach(checker -> checker.onClosed(view)));
        views.clear();
        disk.doubt();
    }

    /** Whether a loss of power would leave the transaction on this server's disk. */
    boolean isOnDisk(long zxid) {
        return disk.holds(chronicle, zxid);
    }

    @Override
    public void diskReplaced() {
        head = 0;
        disk.doubt();
    }

    @Override
    public void input(Input input) {
        if (input instanceof Input.ClientConnected connected) {
            views.put(connected.connection(), new View(connected.connection()));
        } else if (input instanceof Input.ClientConnecting connecting) {
            View view = views.get(connecting.connection());
            if (view != null) {
                view.connecting = connecting.request();
                chronicle.resume(connecting.request().sessionId());
                view.cameTooLate = chronicle.hasEnded(connecting.request().sessionId());
            }
        } else if (input instanceof Input.ClientReceived received) {
            View view = views.get(received.connection());
            if (view != null) {
                view.requests.addLast(new Handed(received.xid(), received.request()));
                if (received.request() instanceof WriteRequest write) {
                    chronicle.ask(view.session, received.xid(), write);
                }
            }
        } else if (input instanceof Input.ClientGone gone) {
            closed(gone.connection());
        }
        checkers.forEach(checker -> checker.onInput(input));
    }

    @Override
    public void appended(long zxid, byte[] payload) {
        Entry fresh = chronicle.append(id, head, zxid, payload);
        head = zxid;
        if (fresh != null) {
            checkers.forEach(checker -> checker.onProposed(fresh));
        }
    }

    @Override
    public void truncated(long zxid) {
        head = chronicle.floor(head, zxid);
        disk.doubt();
    }

    @Override
    public void installed(long zxid) {
        head = chronicle.real(zxid);
        disk.doubt();
    }

    @Override
    public void leads(long epoch, Membership members) {
        chronicle.established(id, epoch, head, members);
        sessions.onLeading();
    }

    @Override
    public void sent(long connection, byte[] bytes) {
        View view = views.get(connection);
        if (view == null) {
            throw new Found("order", model.zxid(), "a frame for a connection that is closed");
        }
        if (view.connecting != null) {
            Frame frame = Frame.greeting(bytes);
            shows(node.tree().lastZxid());
            checkers.forEach(checker -> checker.onGreeting(view, frame));
            view.connecting = null;
            return;
        }
        Frame frame = Frame.of(bytes);
        if (frame.xid() == Frame.EVENT_XID) {
            watchEvents++;
            if (frame.zxid() > 0) {
                shows(frame.zxid());
            }
            checkers.forEach(checker -> checker.onEvent(view, frame));
            return;
        }
        replies++;
        shows(frame.zxid());
        Handed request = view.requests.pollFirst();
        if (request == null) {
            throw new Found("order", frame.zxid(), "a reply that nobody waits for");
        }
        checkers.forEach(checker -> checker.onReply(view, request, frame));
    }

    private void shows(long zxid) {
        if (zxid < shownZxid) {
            throw new Found("order", zxid, "server " + id + " shows less than before");
        }
        shownZxid = zxid;
        advanceTo(chronicle.real(zxid));
    }

    @Override
    public void closed(long connection) {
        View view = views.remove(connection);
        if (view != null) {
            checkers.forEach(checker -> checker.onClosed(view));
        }
    }

    @Override
    public void stepEnd(Input input) {
        if (!running || !node.isServing()) {
            served = false;
            return;
        }
        shows(node.tree().lastZxid());
        if (!served) {
            beginsToServe();
        }
        checkers.forEach(checker -> checker.onStepEnd(input));
    }

    private void beginsToServe() {
        served = true;
        checkers.forEach(Checker::onServing);
    }

    /** A client at rest holds this watch since it saw the state at {@code zxid}; it must not have missed anything. */
    public void checkWatchNotMissed(WatchPromise promise, String path, long zxid) {
        promise.check(model, path, zxid);
    }

    /** All that this session's making has led to is shown. */
    void advanceTo(long zxid) {
        if (zxid <= model.zxid()) {
            return;
        }
        for (Entry entry : chronicle.show(id, model.zxid(), zxid)) {
            checkers.forEach(checker -> checker.onApplying(entry));
            if (Zxid.epoch(entry.zxid) != Zxid.epoch(model.zxid())) {
                chronicle.membersAtStart(Zxid.epoch(entry.zxid)).ifPresent(model::setMembers);
            }
            apply(entry);
            List<Change> changes = model.takeChanges();
            checkers.forEach(checker -> checker.onApplied(entry, changes));
        }
    }

    private void apply(Entry entry) {
        Txn txn = entry.logged.txn();
        @Nullable WriteRequest origin = entry.origin;
        if (txn instanceof Txn.CloseSession close) {
            writes.closeSession(entry.session(), close, entry.zxid);
        } else if (origin != null) {
            Optional<ErrorCode> ruling = entry.ruling();
            boolean moved = ruling.filter(ErrorCode.SESSION_MOVED::equals).isPresent();
            if (moved && !chronicle.wasResumed(entry.session())) {
                throw new Found("sessions", entry.zxid, "a session moved that only one connection has spoken for");
            }
            entry.expected = writes.apply(
                    origin, entry.session(), entry.zxid, entry.logged.header().timeMs(), ruling);
        } else if (txn instanceof Txn.CreateSession) {
            writes.openSession(entry.session(), entry.zxid);
        } else if (txn instanceof Txn.Delete delete) {
            if (!writes.removeContainer(delete.path(), entry.zxid)) {
                throw new Found("state", entry.zxid, "the server removed " + delete.path() + ", no empty container");
            }
        } else {
            writes.pass(entry.zxid);
        }
    }
}
