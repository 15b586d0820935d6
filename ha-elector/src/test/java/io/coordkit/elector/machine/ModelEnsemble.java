package io.coordkit.elector.machine;

import io.coordkit.elector.machine.ElectorEvent.LockChange;
import io.coordkit.elector.machine.ElectorEvent.SessionChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The lock, the breadcrumb and the sessions of a ZooKeeper, in memory and without time: the test decides what happens when. */
final class ModelEnsemble {
    /** The server's side and the client's side of one session. */
    final class Session {
        final long number;
        private final Consumer<ElectorEvent> inbox;
        private final Deque<Op> sent = new ArrayDeque<>();
        private Optional<Watch> watch = Optional.empty();
        boolean connected;
        boolean goneOnServer;
        boolean closedByClient;

        private Session(long number, Consumer<ElectorEvent> inbox) {
            this.number = number;
            this.inbox = inbox;
        }

        boolean hasSent() {
            return !sent.isEmpty();
        }

        void send(Op op) {
            sent.add(op);
        }

        /** The server carries out the oldest request and answers it. */
        void serveOne() {
            inbox.accept(serve(sent.remove()));
        }

        private ElectorEvent serve(Op op) {
            return goneOnServer ? op.refuse(number, ResultCode.SESSION_EXPIRED) : op.apply(ModelEnsemble.this, this);
        }

        /** The connection breaks; some of the requests under way are carried out, none is answered. */
        void cut(RandomGenerator random) {
            if (connected) {
                inbox.accept(new ElectorEvent.SessionChanged(number, SessionChange.DISCONNECTED));
                int carriedOut = random.nextInt(sent.size() + 1);
                sent.stream().limit(carriedOut).forEach(this::serve);
            }
            connected = false;
            sent.forEach(op -> inbox.accept(op.refuse(number, ResultCode.CONNECTION_LOSS)));
            sent.clear();
        }

        void connect() {
            connected = true;
            if (goneOnServer) {
                inbox.accept(new ElectorEvent.SessionChanged(number, SessionChange.EXPIRED));
                return;
            }
            inbox.accept(new ElectorEvent.SessionChanged(number, SessionChange.CONNECTED));
            if (watch.isPresent() && watch.get().missedSomething(lock)) {
                fire(lock.isPresent() ? LockChange.OTHER : LockChange.DELETED);
            }
        }

        /** The server forgets the session; the client learns of it when it connects next. */
        void expire() {
            goneOnServer = true;
            watch = Optional.empty();
            if (lock.isPresent() && lock.get().owner == this) {
                deleteLock();
            }
        }

        void close() {
            closedByClient = true;
            if (connected) {
                sent.forEach(op -> inbox.accept(serve(op)));
                sent.clear();
                expire();
            }
        }

        private void fire(LockChange change) {
            watch = Optional.empty();
            inbox.accept(new ElectorEvent.LockChanged(number, change));
        }
    }

    /** A request, which is answered once: by {@link #apply} or by {@link #refuse}. */
    interface Op {
        ElectorEvent apply(ModelEnsemble ensemble, Session session);

        ElectorEvent refuse(long session, ResultCode code);
    }

    private record Lock(Session owner, long czxid) {}

    private record Breadcrumb(MemberData data, int version) {}

    /** A watch left on the lock, or on its absence (czxid 0). */
    private record Watch(long czxid) {
        boolean missedSomething(Optional<Lock> now) {
            return now.map(Lock::czxid).orElse(0L) != czxid;
        }
    }

    private final boolean checksVersions;
    private final List<Session> sessions = new ArrayList<>();
    private Optional<Lock> lock = Optional.empty();
    private Optional<Breadcrumb> breadcrumb = Optional.empty();
    private long zxid;

    ModelEnsemble(boolean checksVersions) {
        this.checksVersions = checksVersions;
    }

    Session open(long number, Consumer<ElectorEvent> inbox) {
        Session session = new Session(number, inbox);
        sessions.add(session);
        return session;
    }

    /** Sessions whose client went away without telling the server. */
    List<Session> abandoned() {
        return sessions.stream()
                .filter(session -> session.closedByClient && !session.goneOnServer)
                .toList();
    }

    boolean isOwner(Session session) {
        return lock.isPresent() && lock.get().owner == session;
    }

    void deleteLock() {
        if (lock.isPresent()) {
            lock = Optional.empty();
            fireWatches(LockChange.DELETED);
        }
    }

    private void fireWatches(LockChange change) {
        for (Session session : sessions) {
            if (session.watch.isPresent() && session.connected) {
                session.fire(change);
            }
        }
    }

    ResultCode createLock(Session session) {
        if (lock.isPresent()) {
            return ResultCode.NODE_EXISTS;
        }
        lock = Optional.of(new Lock(session, ++zxid));
        fireWatches(LockChange.OTHER);
        return ResultCode.OK;
    }

    ElectorEvent checkLock(Session session) {
        session.watch = Optional.of(new Watch(lock.map(Lock::czxid).orElse(0L)));
        return new ElectorEvent.LockChecked(
                session.number, lock.isPresent() ? ResultCode.OK : ResultCode.NO_NODE, isOwner(session));
    }

    ElectorEvent readBreadcrumb(Session session) {
        return breadcrumb
                .map(found -> new ElectorEvent.BreadcrumbRead(session.number, ResultCode.OK, found.data, found.version))
                .orElseGet(() ->
                        new ElectorEvent.BreadcrumbRead(session.number, ResultCode.NO_NODE, MemberData.of(""), 0));
    }

    ResultCode createBreadcrumb(MemberData data) {
        if (breadcrumb.isPresent()) {
            return ResultCode.NODE_EXISTS;
        }
        breadcrumb = Optional.of(new Breadcrumb(data, 0));
        return ResultCode.OK;
    }

    ResultCode updateBreadcrumb(MemberData data, int version) {
        ResultCode refusal = refusal(version);
        if (refusal == ResultCode.OK) {
            breadcrumb = Optional.of(new Breadcrumb(data, breadcrumb.orElseThrow().version + 1));
        }
        return refusal;
    }

    ResultCode deleteBreadcrumb(int version) {
        ResultCode refusal = refusal(version);
        if (refusal == ResultCode.OK) {
            breadcrumb = Optional.empty();
        }
        return refusal;
    }

    private ResultCode refusal(int version) {
        if (breadcrumb.isEmpty()) {
            return ResultCode.NO_NODE;
        }
        return checksVersions && breadcrumb.get().version != version ? ResultCode.BAD_VERSION : ResultCode.OK;
    }
}
