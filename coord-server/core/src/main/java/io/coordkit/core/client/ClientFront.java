package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Count;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.watch.WatchTable;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * The clients of this server: what comes from them, and what comes back for them. It leads everything to the part that it
 * concerns, and decides who is served at all.
 */
public final class ClientFront {
    private final Turn turn;
    private final DataTree tree;
    private final SessionTable sessions;
    private final WatchTable watches;
    private final Availability availability = new Availability();
    private final Connections connections;
    private final EventSinks events;
    private ClientLimits limits;
    private final Outstanding outstanding = new Outstanding();
    private final Backpressure backpressure;
    private final Authentication authentication;
    private final RequestQueues queues;
    private final RequestThrottle throttle;
    private final Handshakes handshakes;
    private final ReplyWriter replies;
    private final AccessControl access;
    private AuditSink audit = AuditSink.NONE;

    /** A front without connections. */
    public ClientFront(
            Turn turn,
            DataTree tree,
            SessionTable sessions,
            SessionPolicy policy,
            ClientLimits limits,
            AccessControl access,
            WatchTable watches,
            Upstream upstream) {
        this.turn = turn;
        this.tree = tree;
        this.sessions = sessions;
        this.limits = limits;
        this.watches = watches;
        this.replies = new ReplyWriter(turn);
        this.access = access;
        this.connections = new Connections(turn, sessions, watches, outstanding);
        this.events = new EventSinks(access, replies, connections);
        this.backpressure = new Backpressure(turn, upstream, limits, outstanding);
        this.authentication = new Authentication(turn, access, replies, connections);
        ClientConnection nobody = new ClientConnection(Upstream.NO_CONNECTION, "", List.of(), events::of, 0);
        ReadHandler reads = new ReadHandler(turn.stats(), tree, watches, access, replies, nobody);
        this.queues = new RequestQueues(
                turn, tree, sessions, availability, upstream, connections, outstanding, backpressure, replies, reads);
        this.throttle = new RequestThrottle(turn, limits, outstanding, connections, queues);
        ConnectionThrottle arrivals = new ConnectionThrottle(turn, limits.arrivals());
        this.handshakes = new Handshakes(
                turn,
                tree,
                sessions,
                policy,
                arrivals,
                availability,
                upstream,
                connections,
                replies,
                queues,
                this::receive);
    }

    /** From now on writes of clients are told to this one. */
    public void auditTo(AuditSink sink) {
        audit = sink;
    }

    /** What operators have set, or what the replica was configured with. */
    public Tuning tuning() {
        SessionPolicy policy = handshakes.policy();
        return new Tuning(policy.minTimeoutMs(), policy.maxTimeoutMs(), limits);
    }

    /** From now on clients are held to this. */
    public void tune(Tuning tuning) {
        limits = tuning.limits();
        backpressure.tune(limits);
        handshakes.tune(tuning);
        throttle.tune(limits);
    }

    /** What has happened on each connection, in the order in which they came. */
    public List<ConnectionView> views() {
        List<ConnectionView> views = new ArrayList<>(connections.size());
        connections.forEach(connection -> views.add(connection.stats.view(connection)));
        return views;
    }

    /** What is watched: for each session with watches, the paths of which it will hear more than of their children. */
    public List<SessionWatches> watches() {
        List<SessionWatches> all = new ArrayList<>();
        connections.forEach(connection -> {
            List<String> paths = watches.dataPathsOf(connection.watcher);
            if (!paths.isEmpty()) {
                all.add(new SessionWatches(connection.sessionId, paths));
            }
        });
        return all;
    }

    /** Counting starts anew for each connection whose id is chosen ({@code crst}). */
    public void resetConnectionStats(LongPredicate chosen) {
        connections.forEach(connection -> {
            if (chosen.test(connection.id)) {
                connection.stats.reset();
            }
        });
    }

    /** How near the limits of clients are. */
    public Pressure pressure() {
        return backpressure.of(connections);
    }

    /** Requests that wait for their answers, of all connections. */
    public int waitingCount() {
        return outstanding.requests();
    }

    /** Connections, those without a session included. */
    public int connectionCount() {
        return connections.size();
    }

    /** What clients get. */
    public enum Service {
        /** Everything. */
        OPEN,
        /** Answers to reads, for those who ask for no more; their sessions are this server's alone. */
        READ_ONLY,
        /** Answers to reads; writes are refused, and nobody new is let in. */
        UNWRITABLE,
        /** Answers to reads; what has to be decided waits for somebody who decides. */
        SUSPENDED,
        /** Nothing: they are sent away. */
        CLOSED
    }

    /** What clients get at present. */
    public Service service() {
        return availability.service;
    }

    /** Keeps clients where they are while a leader is looked for. Who decides must {@link #resume} before long. */
    public void suspend() {
        availability.service = Service.SUSPENDED;
    }

    /** From now on clients that ask for a read-only server are served, and only they. */
    public void openReadOnly() {
        close();
        availability.service = Service.READ_ONLY;
    }

    /** Whether there is a place for writes; while there is none, those who have a session may read. */
    public void setWritable(boolean writable) {
        availability.service = writable ? Service.OPEN : Service.UNWRITABLE;
    }

    /**
     * From now on clients are served. Those that were kept go on if their sessions still live.
     *
     * @param mayRepeat whether what was asked of the former leader, and has had no outcome, can have none any more; then it is asked
     *     again, otherwise its client is cut and told nothing, because nobody knows
     */
    public void resume(boolean mayRepeat) {
        availability.service = Service.OPEN;
        connections.forEach(connection -> {
            if (connection.sessionId != ClientConnection.NO_SESSION) {
                goOn(connection, mayRepeat);
            }
            ConnectRequest greeting = connection.greeting;
            if (greeting != null && !connection.closed) {
                handshakes.onConnecting(connection, greeting);
            }
        });
    }

    private void goOn(ClientConnection connection, boolean mayRepeat) {
        QueuedRequest undecided = connection.firstUndecided();
        boolean isNew = undecided != null && undecided.op() == OpCode.CREATE_SESSION;
        boolean lives = isNew || connection.local || tree.sessionTimeoutMs(connection.sessionId) != null;
        if (!lives || undecided != null && !mayRepeat) {
            connections.close(connection);
            return;
        }
        Session session = sessions.open(connection.sessionId, connection.timeoutMs, turn.nowMs());
        if (connection.local) {
            sessions.makeLocal(session);
        }
        connections.attach(connection, session);
        queues.askAgain(connection);
    }

    /**
     * Sends all clients away, and those that will come, until resumed: they try another server. Who has not said yet that it wants a
     * session stays: it may be an operator whose word is on its way.
     */
    public void close() {
        availability.service = Service.CLOSED;
        connections.forEach(connection -> {
            if (connection.connecting || connection.sessionId != ClientConnection.NO_SESSION) {
                connections.close(connection);
            }
        });
        throttle.release();
    }

    /**
     * A socket was accepted.
     *
     * @param subject of the certificate that the client has proven to be its own, if it has
     */
    public void onConnected(long id, String address, Optional<String> subject) {
        connections.add(
                new ClientConnection(id, address, authentication.initial(address, subject), events::of, turn.wallMs()));
    }

    /** A socket is gone; its session lives on until it expires. */
    public void onGone(long id) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            if (connection.sessionId != ClientConnection.NO_SESSION) {
                turn.stats().add(Count.CONNECTION_DROPPED);
            }
            connections.forget(connection);
            throttle.release();
        }
    }

    /** The handshake. */
    public void onConnecting(long id, ConnectRequest request) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            noteReceived(connection);
            handshakes.onConnecting(connection, request);
        }
    }

    /** A request; {@code bytes} is the length of its frame. */
    public void onReceived(long id, int xid, ClientRequest request, int bytes) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            noteReceived(connection);
            receive(connection, xid, request, bytes);
        }
    }

    /** Something that is no request and is answered elsewhere. */
    public void onAsked(long id) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            noteReceived(connection);
        }
    }

    private void noteReceived(ClientConnection connection) {
        connection.stats.received++;
        turn.stats().onReceived();
    }

    private void receive(ClientConnection connection, int xid, ClientRequest request, int bytes) {
        if (connection.connecting) {
            handshakes.stash(connection, xid, request, bytes);
        } else if (!authentication.takes(connection, xid, request)) {
            hand(connection, xid, request, bytes);
        }
    }

    /** How likely it is at the moment that a connection is refused although the throttle has tokens. */
    public double refusalChance() {
        return handshakes.refusalChance();
    }

    private void hand(ClientConnection connection, int xid, ClientRequest request, int bytes) {
        if (limits.throttlesNothing()) {
            queues.receive(connection, xid, request);
        } else {
            receiveLimited(connection, new QueuedRequest(xid, request, connection.ids, turn.nowMs()), bytes);
        }
    }

    private void receiveLimited(ClientConnection connection, QueuedRequest request, int bytes) {
        request.largeBytes = limits.isLarge(bytes) ? bytes : 0;
        if (request.largeBytes > 0 && outstanding.largeBytes() + bytes > limits.largeBytesMax()) {
            turn.stats().add(Count.LARGE_REFUSED);
            connections.refuse(connection, "large requests of too many bytes under way");
        } else {
            throttle.receive(connection, request);
        }
    }

    /** What had been sent to a client has left; reads that waited for it go on. */
    public void onDrained(long id) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            connection.clogged = false;
            connection.unsentBytes = 0;
            connection.unsentEventBytes = 0;
            queues.drain(connection);
            throttle.release();
        }
    }

    /** The oldest sync of a connection that still waited may be answered. */
    public void onSynced(long id) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            queues.onSynced(connection);
            throttle.release();
        }
    }

    /** A request that was proposed, or a sync, is not done by this server: its connection is told when its turn comes. */
    public void onRefused(long id, int xid, ErrorCode error) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            queues.onRefused(connection, xid, error);
            throttle.release();
        }
    }

    /** A session begins or ends on this server alone: no transaction says so. */
    public void onLocal(long id, WriteRequest request) {
        ClientConnection connection = connections.get(id);
        if (connection == null) {
            return;
        }
        QueuedRequest queued = queues.takeDecided(connection);
        if (queued == null) {
            return;
        }
        if (request instanceof WriteRequest.CreateSession) {
            beginLocalSession(connection);
        } else {
            replies.sendResult(connection, queued, tree.lastZxid(), new TxnResult.Done(OpCode.CLOSE_SESSION));
            queues.noteAnswered(connection, queued.xid, queued.op(), queued.sinceMs, true);
            endSession(connection.sessionId, false);
        }
    }

    private void beginLocalSession(ClientConnection connection) {
        Session session = sessions.get(connection.sessionId);
        if (session != null) {
            sessions.makeLocal(session);
            connection.local = true;
        }
        turn.outbox().report(new Report.SessionOpened(connection.sessionId, connection.timeoutMs, connection.address));
        handshakes.welcome(connection, connection.sessionId);
    }

    /** A session that is this server's alone has been silent for too long. */
    public void endLocalSession(long sessionId) {
        endSession(sessionId, true);
    }

    /** Whether the session of a returned client still lives, and is this server's from now on. */
    public void onRevalidated(long id, long sessionId, boolean valid) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            handshakes.onRevalidated(connection, sessionId, valid);
        }
    }

    /**
     * The connection that waits for a transaction, or {@link Upstream#NO_CONNECTION}; for those that were asked of a leader who is
     * gone, and may have been decided all the same.
     */
    public long originOf(TxnHeader header) {
        ClientConnection connection = connections.ofSession(header.clientId());
        if (connection == null) {
            return Upstream.NO_CONNECTION;
        }
        QueuedRequest undecided = connection.firstUndecided();
        return undecided != null && undecided.xid == header.cxid() ? connection.id : Upstream.NO_CONNECTION;
    }

    /** The connection that speaks for a session here, or {@link Upstream#NO_CONNECTION}. */
    public long connectionOf(long sessionId) {
        ClientConnection connection = connections.ofSession(sessionId);
        return connection == null ? Upstream.NO_CONNECTION : connection.id;
    }

    /** A transaction has been applied; {@code origin} is the connection that waits for it, if it is one of this server. */
    public void onCommitted(long origin, TxnHeader header, Txn txn, TxnResult result) {
        events.cutDrowned();
        ClientConnection connection = connections.get(origin);
        if (connection != null) {
            QueuedRequest request = queues.takeDecided(connection);
            if (request != null) {
                Invariant.check(
                        request.proposed && request.xid == header.cxid(), "writes of a connection commit in its order");
                reply(connection, request, header, result);
            }
        }
        if (txn instanceof Txn.CreateSession) {
            onShared(header.clientId());
        }
        if (txn instanceof Txn.CloseSession closed) {
            if (audit != AuditSink.NONE) {
                closed.paths().forEach(path -> audit.onEphemeralGone(path, header.clientId()));
            }
            endSession(header.clientId(), origin == Upstream.NO_CONNECTION);
        } else if (connection != null) {
            queues.drain(connection);
        }
        backpressure.onCommitted();
        throttle.release();
    }

    /** All servers know the session from now on, whether it was local or not. */
    private void onShared(long sessionId) {
        Session session = sessions.get(sessionId);
        if (session != null && session.isLocal()) {
            sessions.share(session);
        }
        ClientConnection connection = connections.ofSession(sessionId);
        if (connection != null) {
            connection.local = false;
        }
    }

    private void reply(ClientConnection connection, QueuedRequest request, TxnHeader header, TxnResult result) {
        if (request.op() == OpCode.CREATE_SESSION) {
            handshakes.welcome(connection, header.clientId());
            turn.outbox().report(new Report.SessionOpened(header.clientId(), connection.timeoutMs, connection.address));
        } else if (isMoved(result)) {
            // The client has another connection by now; this one is not answered but cut.
            connections.close(connection);
            return;
        } else {
            replies.sendResult(connection, request, tree.lastZxid(), result);
        }
        OpCode done = result instanceof TxnResult.Refused ? OpCode.ERROR : request.op();
        queues.noteAnswered(connection, request.xid, done, request.sinceMs, true);
        if (audit != AuditSink.NONE && request.request instanceof WriteRequest write) {
            audit.onDecided(askerOf(connection, request), write, result);
        }
    }

    private AuditSink.Asker askerOf(ClientConnection connection, QueuedRequest request) {
        String users = request.ids.stream()
                .map(access::userOf)
                .filter(user -> !user.isBlank())
                .collect(Collectors.joining(","));
        return new AuditSink.Asker(connection.sessionId, connection.address, users);
    }

    private void endSession(long sessionId, boolean expired) {
        sessions.remove(sessionId);
        turn.outbox().report(new Report.SessionClosed(sessionId, expired));
        ClientConnection connection = connections.ofSession(sessionId);
        if (connection != null) {
            connections.close(connection);
        }
    }

    private static boolean isMoved(TxnResult result) {
        if (result instanceof TxnResult.Parts parts) {
            return parts.parts().stream().anyMatch(ClientFront::isMoved);
        }
        return result instanceof TxnResult.Refused refused && refused.error() == ErrorCode.SESSION_MOVED.code();
    }
}
