package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.auth.AuthId;
import io.coordkit.core.collection.LongMap;
import io.coordkit.core.effect.Invariant;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
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
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clients of this server: their connections, and the order of their requests. A connection's answers come in the order of
 * its requests; a read waits behind the connection's own writes and nobody else's.
 */
public final class ClientFront {
    /** Requests of one connection that may wait; beyond, nothing more is read from it until half of them are answered. */
    private static final int WAITING_MAX = 2048;

    private final Turn turn;
    private final DataTree tree;
    private final SessionTable sessions;
    private final SessionPolicy policy;
    private final AccessControl access;
    private final WatchTable watches;
    private final Proposer proposer;
    private final ReplyWriter replies;
    private final ReadHandler reads;
    private final LongMap<ClientConnection> connections = new LongMap<>();
    private final LongMap<ClientConnection> bySession = new LongMap<>();
    private long nextSessionId;

    /** A front without connections. */
    public ClientFront(
            Turn turn,
            DataTree tree,
            SessionTable sessions,
            SessionPolicy policy,
            AccessControl access,
            WatchTable watches,
            Proposer proposer) {
        this.turn = turn;
        this.tree = tree;
        this.sessions = sessions;
        this.policy = policy;
        this.access = access;
        this.watches = watches;
        this.proposer = proposer;
        this.replies = new ReplyWriter(turn);
        ClientConnection nobody = new ClientConnection(Proposer.NO_CONNECTION, "", this::sinkOf);
        this.reads = new ReadHandler(tree, watches, access, replies, nobody);
        this.nextSessionId = policy.firstId();
    }

    /** Connections, those without a session included. */
    public int connectionCount() {
        return connections.size();
    }

    /** A socket was accepted. */
    public void onConnected(long id, String address) {
        connections.put(id, new ClientConnection(id, address, this::sinkOf));
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
        if (request.lastZxidSeen() > tree.lastZxid()) {
            // It has seen a newer server; without an answer it tries the next one.
            refuse(connection, "client has seen a newer zxid");
            return;
        }
        connection.toldReadOnly = request.hasReadOnly();
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
        if (request instanceof AuthRequest auth) {
            authenticate(connection, xid, auth);
            return;
        }
        Session session = sessions.get(connection.sessionId);
        if (session == null) {
            // The session has ended and the connection is about to be closed.
            return;
        }
        sessions.touch(session, turn.nowMs());
        if (request instanceof WriteRequest write) {
            enqueue(connection, new QueuedRequest(xid, write.op(), null));
            proposer.propose(write, connection.sessionId, xid, connection.ids, id);
        } else if (request instanceof ReadRequest read) {
            if (connection.queue.isEmpty()) {
                answer(connection, xid, read);
            } else {
                enqueue(connection, new QueuedRequest(xid, read.op(), read));
            }
        }
    }

    /** A transaction has been applied; {@code origin} is the connection that waits for it, if it is one of this server. */
    public void onCommitted(long origin, TxnHeader header, Txn txn, TxnResult result) {
        ClientConnection connection = connections.get(origin);
        if (connection != null) {
            QueuedRequest request = connection.queue.pollFirst();
            Invariant.check(
                    request != null && request.read() == null && request.xid() == header.cxid(),
                    "writes of a connection commit in its order");
            reply(connection, request, header, result);
        }
        if (txn instanceof Txn.CloseSession) {
            endSession(header.clientId(), origin == Proposer.NO_CONNECTION);
        } else if (connection != null) {
            drain(connection);
            maybeResume(connection);
        }
    }

    private void enqueue(ClientConnection connection, QueuedRequest request) {
        connection.queue.addLast(request);
        if (connection.queue.size() > WAITING_MAX && !connection.paused) {
            connection.paused = true;
            turn.outbox().setReading(connection.id, false);
        }
    }

    private void maybeResume(ClientConnection connection) {
        if (connection.paused && !connection.closed && connection.queue.size() <= WAITING_MAX / 2) {
            connection.paused = false;
            turn.outbox().setReading(connection.id, true);
        }
    }

    private void reply(
            ClientConnection connection, @Nullable QueuedRequest request, TxnHeader header, TxnResult result) {
        if (request == null) {
            return;
        }
        if (request.op() == OpCode.CREATE_SESSION) {
            replies.sendConnected(connection, header.clientId(), connection.timeoutMs);
            turn.outbox().report(new Report.SessionOpened(header.clientId(), connection.timeoutMs, connection.address));
        } else if (isMoved(result)) {
            // The client has another connection by now; this one is not answered but cut.
            close(connection);
        } else {
            replies.sendResult(connection, request, tree.lastZxid(), result);
        }
    }

    private void createSession(ClientConnection connection) {
        long sessionId = nextSessionId++;
        Session session = sessions.open(sessionId, connection.timeoutMs, turn.nowMs());
        attach(connection, session);
        connection.queue.addLast(new QueuedRequest(0, OpCode.CREATE_SESSION, null));
        WriteRequest request = new WriteRequest.CreateSession(connection.timeoutMs);
        proposer.propose(request, sessionId, 0, connection.ids, connection.id);
    }

    private void resumeSession(ClientConnection connection, ConnectRequest request) {
        ClientConnection former = bySession.get(request.sessionId());
        if (former != null) {
            // Before the password is looked at, as the reference does.
            close(former);
        }
        Session session = sessions.get(request.sessionId());
        boolean valid = session != null
                && !session.isClosing()
                && SessionPassword.matches(request.sessionId(), request.password());
        if (session == null || !valid) {
            replies.sendConnected(connection, ClientConnection.NO_SESSION, 0);
            close(connection);
            return;
        }
        sessions.open(session.id(), connection.timeoutMs, turn.nowMs());
        attach(connection, session);
        replies.sendConnected(connection, session.id(), connection.timeoutMs);
    }

    private void attach(ClientConnection connection, Session session) {
        sessions.setOwner(session, connection.id);
        connection.sessionId = session.id();
        bySession.put(session.id(), connection);
    }

    private void authenticate(ClientConnection connection, int xid, AuthRequest request) {
        List<AuthId> ids = access.authenticate(connection.ids, connection.address, request.scheme(), request.auth());
        if (ids == null) {
            replies.sendAuth(connection, xid, ErrorCode.AUTH_FAILED);
            refuse(connection, "authentication failed for scheme " + request.scheme());
            return;
        }
        connection.ids = ids;
        replies.sendAuth(connection, xid, ErrorCode.OK);
    }

    private void answer(ClientConnection connection, int xid, ReadRequest request) {
        Session session = sessions.get(connection.sessionId);
        if (session != null && session.owner() != connection.id) {
            close(connection);
        } else if (session == null || session.isClosing()) {
            replies.sendError(connection, xid, tree.lastZxid(), ErrorCode.SESSION_EXPIRED.code());
        } else {
            reads.answer(connection, xid, request);
            if (request instanceof ReadRequest.Refused refused && endsConnection(refused)) {
                close(connection);
            }
        }
    }

    private void drain(ClientConnection connection) {
        for (QueuedRequest head = connection.queue.peekFirst();
                head != null && head.read() != null && !connection.closed;
                head = connection.queue.peekFirst()) {
            connection.queue.pollFirst();
            answer(connection, head.xid(), head.read());
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
        connections.remove(connection.id);
        if (bySession.get(connection.sessionId) == connection) {
            bySession.remove(connection.sessionId);
        }
        watches.removeAll(connection.watcher);
    }

    private static boolean endsConnection(ReadRequest.Refused refused) {
        return refused.error() == ErrorCode.UNIMPLEMENTED || refused.op() == OpCode.AUTH;
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
            }
        }
    }
}
