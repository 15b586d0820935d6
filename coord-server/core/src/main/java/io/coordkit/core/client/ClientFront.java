package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.collection.LongMap;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionPassword;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.watch.WatchSink;
import io.coordkit.core.watch.WatchTable;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.AuthRequest;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.EventType;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.ReadRequest;
import io.coordkit.core.wire.SaslRequest;
import io.coordkit.core.wire.SaslStep;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The clients of this server: their connections, and the order of their requests. A connection's answers come in the order of
 * its requests; a read waits behind the connection's own writes and nobody else's.
 */
public final class ClientFront {
    /** Requests of one connection that may wait; beyond, nothing more is read from it until half of them are answered. */
    private static final int WAITING_MAX = 2048;

    /**
     * A write is proposed at once, so that it meets the disk together with others, unless so many reads wait before it: those are
     * answered when it commits, whether the client takes answers or not, so there must not be too many of them.
     */
    private static final int READS_BEFORE_WRITE_MAX = 64;

    /** Requests sent before the answer to the handshake; nobody sends more by mistake. */
    private static final int EARLY_MAX = 1024;

    /** Transactions on their way to the disk: beyond, who writes is not read until half of them are there. */
    private static final long BYTES_ON_THE_WAY_MAX = 32 << 20;

    private final Turn turn;
    private final DataTree tree;
    private final SessionTable sessions;
    private final SessionPolicy policy;
    private final AccessControl access;
    private final WatchTable watches;
    private final Upstream upstream;
    private final ReplyWriter replies;
    private final Admission admission;
    private final ReadHandler reads;
    private final LongMap<ClientConnection> connections = new LongMap<>();
    private final LongMap<ClientConnection> bySession = new LongMap<>();
    private final List<ClientConnection> heldBack = new ArrayList<>();

    /** Clients to be cut for what they left unread; not while the watch table is telling them. */
    private final List<ClientConnection> drowned = new ArrayList<>();

    private long nextSessionId;
    private Service service = Service.OPEN;

    /** A front without connections. */
    public ClientFront(
            Turn turn,
            DataTree tree,
            SessionTable sessions,
            SessionPolicy policy,
            AccessControl access,
            WatchTable watches,
            Upstream upstream) {
        this.turn = turn;
        this.tree = tree;
        this.sessions = sessions;
        this.policy = policy;
        this.access = access;
        this.watches = watches;
        this.upstream = upstream;
        this.replies = new ReplyWriter(turn);
        this.admission = new Admission(access, replies);
        ClientConnection nobody = new ClientConnection(Upstream.NO_CONNECTION, "", List.of(), this::sinkOf);
        this.reads = new ReadHandler(tree, watches, access, replies, nobody);
        this.nextSessionId = policy.firstId();
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
        /** Answers to reads; what has to be decided waits for somebody who decides. */
        SUSPENDED,
        /** Nothing: they are sent away. */
        CLOSED
    }

    /** What clients get at present. */
    public Service service() {
        return service;
    }

    /** Keeps clients where they are while a leader is looked for. Who decides must {@link #resume} before long. */
    public void suspend() {
        service = Service.SUSPENDED;
    }

    /** From now on clients that ask for a read-only server are served, and only they. */
    public void openReadOnly() {
        close();
        service = Service.READ_ONLY;
    }

    /**
     * From now on clients are served. Those that were kept go on if their sessions still live.
     *
     * @param mayRepeat whether what was asked of the former leader, and has had no outcome, can have none any more; then it is asked
     *     again, otherwise its client is cut and told nothing, because nobody knows
     */
    public void resume(boolean mayRepeat) {
        service = Service.OPEN;
        forEachConnection(connection -> {
            if (connection.sessionId != ClientConnection.NO_SESSION) {
                goOn(connection, mayRepeat);
            }
            ConnectRequest greeting = connection.greeting;
            if (greeting != null && !connection.closed) {
                onConnecting(connection.id, greeting);
            }
        });
    }

    private void goOn(ClientConnection connection, boolean mayRepeat) {
        QueuedRequest undecided = connection.firstUndecided();
        boolean isNew = undecided != null && undecided.op() == OpCode.CREATE_SESSION;
        boolean lives = isNew || tree.sessionTimeoutMs(connection.sessionId) != null;
        if (!lives || undecided != null && !mayRepeat) {
            close(connection);
            return;
        }
        attach(connection, sessions.open(connection.sessionId, connection.timeoutMs, turn.nowMs()));
        // As they are now: the answer to a sync, which may come at once, lets the writes behind it be proposed.
        List<QueuedRequest> asked = connection.queue.stream()
                .filter(queued -> queued.proposed || queued.isSync() && !queued.ready)
                .toList();
        for (QueuedRequest queued : asked) {
            if (queued.isSync()) {
                upstream.sync(connection.sessionId, queued.xid, connection.id);
            } else {
                propose(connection, queued);
            }
        }
        drain(connection);
    }

    /** Sends all clients away, and those that will come, until resumed: they try another server. */
    public void close() {
        service = Service.CLOSED;
        forEachConnection(this::close);
    }

    private void forEachConnection(Consumer<ClientConnection> action) {
        for (long id : connections.sortedKeys()) {
            ClientConnection connection = connections.get(id);
            if (connection != null) {
                action.accept(connection);
            }
        }
    }

    /**
     * A socket was accepted.
     *
     * @param subject of the certificate that the client has proven to be its own, if it has
     */
    public void onConnected(long id, String address, Optional<String> subject) {
        connections.put(id, new ClientConnection(id, address, access.initial(address, subject), this::sinkOf));
    }

    /** A socket is gone; its session lives on until it expires. */
    public void onGone(long id) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            forget(connection);
        }
    }

    /** The handshake ({@code ZooKeeperServer.processConnectRequest}). */
    public void onConnecting(long id, ConnectRequest request) {
        ClientConnection connection = connections.get(id);
        if (connection == null) {
            return;
        }
        if (service == Service.CLOSED) {
            refuse(connection, "not serving");
            return;
        }
        if (service == Service.SUSPENDED) {
            connection.connecting = true;
            connection.greeting = request;
            return;
        }
        boolean isGlobal = tree.sessionTimeoutMs(request.sessionId()) != null;
        if (service == Service.READ_ONLY && (isGlobal || !request.readOnly())) {
            refuse(connection, "read-only");
            return;
        }
        connection.greeting = null;
        if (request.lastZxidSeen() > tree.lastZxid()) {
            // It has seen a newer server; without an answer it tries the next one.
            refuse(connection, "client has seen a newer zxid");
            return;
        }
        connection.knowsReadOnly = request.hasReadOnly();
        connection.timeoutMs = policy.grant(request.timeoutMs());
        if (request.sessionId() == ClientConnection.NO_SESSION) {
            createSession(connection);
        } else {
            resumeSession(connection, request);
        }
    }

    /** A request. */
    public void onReceived(long id, int xid, ClientRequest request) {
        ClientConnection connection = connections.get(id);
        if (connection == null) {
            return;
        }
        if (connection.connecting) {
            stash(connection, xid, request);
        } else if (request instanceof AuthRequest || request instanceof SaslRequest || request instanceof SaslStep) {
            admission.authenticate(connection, xid, request).ifPresent(reason -> refuse(connection, reason));
        } else if (!access.mayAsk(connection.ids)) {
            refuse(connection, admission.turnAway(connection, xid));
        } else {
            receive(connection, xid, request);
        }
    }

    /** What had been sent to a client has left; reads that waited for it go on. */
    public void onDrained(long id) {
        ClientConnection connection = connections.get(id);
        if (connection != null) {
            connection.clogged = false;
            connection.unsentBytes = 0;
            connection.unsentEventBytes = 0;
            drain(connection);
        }
    }

    private void cutDrowned() {
        for (ClientConnection connection : drowned) {
            if (!connection.closed) {
                refuse(connection, "leaves its events unread");
            }
        }
        drowned.clear();
    }

    private void stash(ClientConnection connection, int xid, ClientRequest request) {
        if (connection.early.size() == EARLY_MAX) {
            refuse(connection, "too many requests before the handshake was answered");
            return;
        }
        connection.early.addLast(new EarlyRequest(xid, request));
    }

    private void receive(ClientConnection connection, int xid, ClientRequest request) {
        Session session = sessions.get(connection.sessionId);
        if (session == null) {
            // The session has ended and the connection is about to be closed.
            return;
        }
        sessions.touch(session, turn.nowMs());
        boolean mayAnswer = connection.queue.isEmpty() && !connection.clogged;
        if (mayAnswer && request instanceof ReadRequest read && !(request instanceof ReadRequest.Sync)) {
            answer(connection, xid, read);
            return;
        }
        QueuedRequest queued = new QueuedRequest(xid, request, connection.ids);
        connection.queue.addLast(queued);
        if (queued.isSync()) {
            connection.unreadySyncs++;
            if (mayAsk()) {
                upstream.sync(connection.sessionId, xid, connection.id);
            }
        } else if (queued.isPlainRead()) {
            connection.waitingReads++;
        } else if (mayProposeNow(connection)) {
            propose(connection, queued);
        } else {
            connection.unproposedWrites++;
        }
        if (connection.queue.size() > WAITING_MAX) {
            connection.crowded = true;
            applyReading(connection);
        }
    }

    /** Whether there is somebody who decides, or at least refuses. */
    private boolean mayAsk() {
        return service == Service.OPEN || service == Service.READ_ONLY;
    }

    /** Never past a write that waits itself, nor past a sync: its answer must not show less than that of a later write. */
    private boolean mayProposeNow(ClientConnection connection) {
        return mayAsk()
                && connection.unproposedWrites == 0
                && connection.unreadySyncs == 0
                && connection.waitingReads <= READS_BEFORE_WRITE_MAX
                && !connection.clogged;
    }

    private void propose(ClientConnection connection, QueuedRequest queued) {
        if (queued.request instanceof WriteRequest write) {
            queued.proposed = true;
            upstream.propose(write, connection.sessionId, queued.xid, queued.ids, connection.id);
            maybeHoldBack(connection);
        }
    }

    /** The oldest sync of a connection that still waited may be answered. */
    public void onSynced(long id) {
        ClientConnection connection = connections.get(id);
        if (connection == null) {
            return;
        }
        for (QueuedRequest queued : connection.queue) {
            if (queued.isSync() && !queued.ready) {
                queued.ready = true;
                connection.unreadySyncs--;
                break;
            }
        }
        drain(connection);
    }

    /** A request that was proposed, or a sync, is not done by this server: its connection is told when its turn comes. */
    public void onRefused(long id, int xid, ErrorCode error) {
        ClientConnection connection = connections.get(id);
        if (connection == null) {
            return;
        }
        for (QueuedRequest queued : connection.queue) {
            if (!queued.ready && queued.xid == xid) {
                if (queued.isSync()) {
                    connection.unreadySyncs--;
                }
                queued.refusal = error;
                queued.ready = true;
                break;
            }
        }
        drain(connection);
    }

    /** A session begins or ends on this server alone: no transaction says so. */
    public void onLocal(long id, WriteRequest request) {
        ClientConnection connection = connections.get(id);
        if (connection == null) {
            return;
        }
        answerReads(connection, true);
        QueuedRequest queued = connection.queue.pollFirst();
        if (queued == null) {
            return;
        }
        if (request instanceof WriteRequest.CreateSession) {
            greet(connection, connection.sessionId, connection.timeoutMs);
            takeEarly(connection);
        } else {
            replies.sendResult(connection, queued, tree.lastZxid(), new TxnResult.Done(OpCode.CLOSE_SESSION));
            endSession(connection.sessionId, false);
        }
    }

    /** A session that is this server's alone has been silent for too long. */
    public void endLocalSession(long sessionId) {
        endSession(sessionId, true);
    }

    /** Whether the session of a returned client still lives, and is this server's from now on. */
    public void onRevalidated(long id, long sessionId, boolean valid) {
        ClientConnection connection = connections.get(id);
        if (connection == null) {
            return;
        }
        if (!valid) {
            greet(connection, ClientConnection.NO_SESSION, 0);
            close(connection);
            return;
        }
        connection.greeting = null;
        attach(connection, sessions.open(sessionId, connection.timeoutMs, turn.nowMs()));
        greet(connection, sessionId, connection.timeoutMs);
        takeEarly(connection);
    }

    /**
     * The connection that waits for a transaction, or {@link Upstream#NO_CONNECTION}; for those that were asked of a leader who is
     * gone, and may have been decided all the same.
     */
    public long originOf(TxnHeader header) {
        ClientConnection connection = bySession.get(header.clientId());
        if (connection == null) {
            return Upstream.NO_CONNECTION;
        }
        QueuedRequest undecided = connection.firstUndecided();
        return undecided != null && undecided.xid == header.cxid() ? connection.id : Upstream.NO_CONNECTION;
    }

    /** The connection that speaks for a session here, or {@link Upstream#NO_CONNECTION}. */
    public long connectionOf(long sessionId) {
        ClientConnection connection = bySession.get(sessionId);
        return connection == null ? Upstream.NO_CONNECTION : connection.id;
    }

    /** A transaction has been applied; {@code origin} is the connection that waits for it, if it is one of this server. */
    public void onCommitted(long origin, TxnHeader header, Txn txn, TxnResult result) {
        cutDrowned();
        ClientConnection connection = connections.get(origin);
        if (connection != null) {
            answerReads(connection, true);
            QueuedRequest request = connection.queue.pollFirst();
            if (request != null) {
                Invariant.check(
                        request.proposed && request.xid == header.cxid(), "writes of a connection commit in its order");
                reply(connection, request, header, result);
            }
        }
        if (txn instanceof Txn.CloseSession) {
            endSession(header.clientId(), origin == Upstream.NO_CONNECTION);
        } else if (connection != null) {
            drain(connection);
        }
        if (!heldBack.isEmpty() && upstream.bytesOnTheWay() < BYTES_ON_THE_WAY_MAX / 2) {
            releaseHeldBack();
        }
    }

    private void maybeHoldBack(ClientConnection connection) {
        if (!connection.heldBack && upstream.bytesOnTheWay() > BYTES_ON_THE_WAY_MAX) {
            connection.heldBack = true;
            heldBack.add(connection);
            applyReading(connection);
        }
    }

    private void releaseHeldBack() {
        for (ClientConnection connection : heldBack) {
            connection.heldBack = false;
            applyReading(connection);
        }
        heldBack.clear();
    }

    private void applyReading(ClientConnection connection) {
        boolean pause = connection.crowded || connection.heldBack;
        if (pause != connection.paused && !connection.closed) {
            connection.paused = pause;
            turn.outbox().setReading(connection.id, !pause);
        }
    }

    private void reply(ClientConnection connection, QueuedRequest request, TxnHeader header, TxnResult result) {
        if (request.op() == OpCode.CREATE_SESSION) {
            greet(connection, header.clientId(), connection.timeoutMs);
            takeEarly(connection);
            turn.outbox().report(new Report.SessionOpened(header.clientId(), connection.timeoutMs, connection.address));
        } else if (isMoved(result)) {
            // The client has another connection by now; this one is not answered but cut.
            close(connection);
        } else {
            replies.sendResult(connection, request, tree.lastZxid(), result);
        }
    }

    /** The handshake is answered: now what came with it. */
    private void takeEarly(ClientConnection connection) {
        connection.connecting = false;
        for (EarlyRequest request = connection.early.pollFirst();
                request != null && !connection.closed;
                request = connection.early.pollFirst()) {
            onReceived(connection.id, request.xid(), request.request());
        }
    }

    private void createSession(ClientConnection connection) {
        connection.connecting = true;
        // A clock that was set back can lead to an id that is still in use.
        while (sessions.get(nextSessionId) != null || tree.sessionTimeoutMs(nextSessionId) != null) {
            nextSessionId++;
        }
        long sessionId = nextSessionId++;
        Session session = sessions.open(sessionId, connection.timeoutMs, turn.nowMs());
        attach(connection, session);
        WriteRequest request = new WriteRequest.CreateSession(connection.timeoutMs);
        QueuedRequest queued = new QueuedRequest(0, request, connection.ids);
        connection.queue.addLast(queued);
        propose(connection, queued);
    }

    private void resumeSession(ClientConnection connection, ConnectRequest request) {
        ClientConnection former = bySession.get(request.sessionId());
        if (former != null) {
            // Before the password is looked at, as the reference does.
            close(former);
        }
        if (!SessionPassword.matches(request.sessionId(), request.password())) {
            onRevalidated(connection.id, request.sessionId(), false);
            return;
        }
        connection.connecting = true;
        connection.greeting = request;
        upstream.revalidate(request.sessionId(), connection.timeoutMs, connection.id);
    }

    private void greet(ClientConnection connection, long sessionId, int timeoutMs) {
        replies.sendConnected(connection, sessionId, timeoutMs, service == Service.READ_ONLY);
    }

    private void attach(ClientConnection connection, Session session) {
        sessions.setOwner(session, connection.id);
        connection.sessionId = session.id();
        bySession.put(session.id(), connection);
    }

    private void answer(ClientConnection connection, int xid, ReadRequest read) {
        Session session = sessions.get(connection.sessionId);
        if (session != null && session.owner() != connection.id) {
            // The client has another connection by now.
            close(connection);
        } else {
            // Even if its end is under way: until that is durable a crash may undo it, and a client that had been told
            // a newer zxid
            // together with a refusal would then believe that its watches have missed nothing.
            reads.answer(connection, xid, read);
            if (read instanceof ReadRequest.Refused refused && endsConnection(refused)) {
                close(connection);
            }
        }
    }

    /** Answers the reads at the head of the queue, as far as the client takes answers or {@code regardless} of that. */
    private void answerReads(ClientConnection connection, boolean regardless) {
        for (QueuedRequest head = connection.queue.peekFirst();
                head != null && head.ready && (regardless || !connection.clogged);
                head = connection.queue.peekFirst()) {
            connection.queue.pollFirst();
            if (head.isPlainRead()) {
                connection.waitingReads--;
            }
            if (head.refusal != ErrorCode.OK) {
                replies.sendError(connection, head.xid, tree.lastZxid(), head.refusal.code());
            } else if (head.request instanceof ReadRequest read) {
                answer(connection, head.xid, read);
            }
        }
    }

    /** Goes on with the queue: answers reads, and proposes the writes whose turn has come. */
    private void drain(ClientConnection connection) {
        answerReads(connection, false);
        if (!connection.clogged && mayAsk()) {
            proposeWaiting(connection);
        }
        if (connection.crowded && connection.queue.size() <= WAITING_MAX / 2) {
            connection.crowded = false;
            applyReading(connection);
        }
    }

    private void proposeWaiting(ClientConnection connection) {
        QueuedRequest head = connection.queue.peekFirst();
        if (head != null && head.isUnproposedWrite()) {
            // With it all writes that follow directly, so that they meet the disk together.
            for (QueuedRequest next : connection.queue) {
                if (!next.isUnproposedWrite()) {
                    break;
                }
                connection.unproposedWrites--;
                propose(connection, next);
            }
        }
    }

    private void endSession(long sessionId, boolean expired) {
        sessions.remove(sessionId);
        turn.outbox().report(new Report.SessionClosed(sessionId, expired));
        ClientConnection connection = bySession.get(sessionId);
        if (connection != null) {
            close(connection);
        }
    }

    private WatchSinkAdapter sinkOf(ClientConnection connection) {
        return new WatchSinkAdapter(connection);
    }

    private void refuse(ClientConnection connection, String reason) {
        turn.outbox().report(new Report.ConnectionRefused(connection.address, reason));
        close(connection);
    }

    private void close(ClientConnection connection) {
        turn.outbox().close(connection.id);
        forget(connection);
    }

    private void forget(ClientConnection connection) {
        connection.closed = true;
        connection.queue.clear();
        connection.waitingReads = 0;
        connection.unproposedWrites = 0;
        connection.unreadySyncs = 0;
        connection.early.clear();
        heldBack.remove(connection);
        connections.remove(connection.id);
        if (bySession.get(connection.sessionId) == connection) {
            bySession.remove(connection.sessionId);
        }
        watches.removeAll(connection.watcher);
    }

    private static boolean endsConnection(ReadRequest.Refused refused) {
        return refused.error() == ErrorCode.UNIMPLEMENTED || refused.op() == OpCode.AUTH || refused.op() == OpCode.SASL;
    }

    private static boolean isMoved(TxnResult result) {
        if (result instanceof TxnResult.Parts parts) {
            return parts.parts().stream().anyMatch(ClientFront::isMoved);
        }
        return result instanceof TxnResult.Refused refused && refused.error() == ErrorCode.SESSION_MOVED.code();
    }

    /** Sends a connection its events, those that it may see. */
    private final class WatchSinkAdapter implements WatchSink {
        private final ClientConnection connection;

        WatchSinkAdapter(ClientConnection connection) {
            this.connection = connection;
        }

        @Override
        public void onEvent(EventType type, String path, List<Acl> acl, long zxid) {
            if (access.allows(acl, Acl.READ, connection.ids)) {
                replies.sendEvent(connection, type, path, zxid);
                if (replies.isDrowned(connection)) {
                    drowned.add(connection);
                }
            }
        }
    }
}
