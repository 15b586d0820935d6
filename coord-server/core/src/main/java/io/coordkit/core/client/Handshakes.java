package io.coordkit.core.client;

import io.coordkit.core.client.ClientFront.Service;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionPassword;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.WriteRequest;

/**
 * How connections come to sessions ({@code ZooKeeperServer.processConnectRequest}): a new session is a write like any other, one
 * that a client comes back with is looked up by whoever keeps it. What the client sends meanwhile waits.
 */
final class Handshakes {
    /** Requests sent before the answer to the handshake; nobody sends more by mistake. */
    private static final int EARLY_MAX = 1024;

    private final Turn turn;
    private final DataTree tree;
    private final SessionTable sessions;
    private SessionPolicy policy;
    private final ConnectionThrottle throttle;
    private final Availability availability;
    private final Upstream upstream;
    private final Connections connections;
    private final ReplyWriter replies;
    private final RequestQueues queues;
    private final Receiver receiver;
    private long nextSessionId;

    /** @param receiver takes the requests that waited for the answer to their handshake */
    Handshakes(
            Turn turn,
            DataTree tree,
            SessionTable sessions,
            SessionPolicy policy,
            ConnectionThrottle throttle,
            Availability availability,
            Upstream upstream,
            Connections connections,
            ReplyWriter replies,
            RequestQueues queues,
            Receiver receiver) {
        this.turn = turn;
        this.tree = tree;
        this.sessions = sessions;
        this.policy = policy;
        this.throttle = throttle;
        this.availability = availability;
        this.upstream = upstream;
        this.connections = connections;
        this.replies = replies;
        this.queues = queues;
        this.receiver = receiver;
        this.nextSessionId = policy.firstId();
    }

    /** Takes a request of a connection. */
    @FunctionalInterface
    interface Receiver {
        void receive(ClientConnection connection, int xid, ClientRequest request, int bytes);
    }

    /** How likely it is at the moment that a connection is refused although there are tokens. */
    double refusalChance() {
        return throttle.refusalChance();
    }

    SessionPolicy policy() {
        return policy;
    }

    /** Sessions that are granted from now on follow these rules; those that are there keep theirs. */
    void tune(Tuning tuning) {
        policy = policy.withTimeouts(tuning.minTimeoutMs(), tuning.maxTimeoutMs());
        throttle.follow(tuning.limits().arrivals());
    }

    void onConnecting(ClientConnection connection, ConnectRequest request) {
        if (availability.mayAsk() && !throttle.admit(request.sessionId() == ClientConnection.NO_SESSION)) {
            connections.refuse(connection, "too many come at once");
            return;
        }
        turn.stats().add(Measure.TOKEN_DEFICIT, throttle.deficit());
        switch (availability.service) {
            case CLOSED -> {
                turn.stats().add(Count.CLOSED_NOT_SERVING);
                connections.refuse(connection, "not serving");
            }
            case SUSPENDED -> {
                connection.connecting = true;
                connection.greeting = request;
            }
            case READ_ONLY -> {
                boolean isGlobal = tree.sessionTimeoutMs(request.sessionId()) != null;
                if (isGlobal || !request.readOnly()) {
                    connections.refuse(connection, "read-only");
                } else {
                    begin(connection, request);
                }
            }
            case UNWRITABLE -> {
                if (request.sessionId() == ClientConnection.NO_SESSION) {
                    connections.refuse(connection, "no new sessions: the disk is full");
                } else {
                    begin(connection, request);
                }
            }
            case OPEN -> begin(connection, request);
        }
    }

    private void begin(ClientConnection connection, ConnectRequest request) {
        connection.greeting = null;
        if (request.lastZxidSeen() > tree.lastZxid()) {
            // It has seen a newer server; without an answer it tries the next one.
            connections.refuse(connection, "client has seen a newer zxid");
            return;
        }
        turn.stats().add(Count.CONNECTION_REQUESTED);
        connection.knowsReadOnly = request.hasReadOnly();
        connection.timeoutMs = policy.grant(request.timeoutMs());
        if (request.sessionId() == ClientConnection.NO_SESSION) {
            createSession(connection);
        } else {
            resumeSession(connection, request);
        }
    }

    private void createSession(ClientConnection connection) {
        connection.connecting = true;
        // A clock that was set back can lead to an id that is still in use.
        while (sessions.get(nextSessionId) != null || tree.sessionTimeoutMs(nextSessionId) != null) {
            nextSessionId++;
        }
        long sessionId = nextSessionId++;
        connections.attach(connection, sessions.open(sessionId, connection.timeoutMs, turn.nowMs()));
        WriteRequest request = new WriteRequest.CreateSession(connection.timeoutMs);
        QueuedRequest queued = new QueuedRequest(0, request, connection.ids, turn.nowMs());
        queues.put(connection, queued);
        queues.propose(connection, queued);
    }

    private void resumeSession(ClientConnection connection, ConnectRequest request) {
        turn.stats().add(Count.CONNECTION_REVALIDATED);
        ClientConnection former = connections.ofSession(request.sessionId());
        if (former != null) {
            // Before the password is looked at, as the reference does.
            connections.close(former);
        }
        if (!SessionPassword.matches(request.sessionId(), request.password())) {
            onRevalidated(connection, request.sessionId(), false);
            return;
        }
        connection.connecting = true;
        connection.greeting = request;
        upstream.revalidate(request.sessionId(), connection.timeoutMs, connection.id);
    }

    /** Whether the session that a client came back with still lives, and is this connection's from now on. */
    void onRevalidated(ClientConnection connection, long sessionId, boolean valid) {
        if (!valid) {
            greet(connection, ClientConnection.NO_SESSION, 0);
            connections.close(connection);
            return;
        }
        connection.greeting = null;
        Session session = sessions.open(sessionId, connection.timeoutMs, turn.nowMs());
        connection.local = session.isLocal();
        connections.attach(connection, session);
        welcome(connection, sessionId);
    }

    /** The session of a connection is there: answers the handshake, and takes what came with it. */
    void welcome(ClientConnection connection, long sessionId) {
        greet(connection, sessionId, connection.timeoutMs);
        connection.connecting = false;
        for (EarlyRequest request = connection.early.pollFirst();
                request != null && !connection.closed;
                request = connection.early.pollFirst()) {
            receiver.receive(connection, request.xid(), request.request(), request.bytes());
        }
    }

    /** A request that came before the answer to the handshake. */
    void stash(ClientConnection connection, int xid, ClientRequest request, int bytes) {
        if (connection.early.size() == EARLY_MAX) {
            connections.refuse(connection, "too many requests before the handshake was answered");
            return;
        }
        connection.early.addLast(new EarlyRequest(xid, request, bytes));
    }

    private void greet(ClientConnection connection, long sessionId, int timeoutMs) {
        replies.sendConnected(connection, sessionId, timeoutMs, availability.service == Service.READ_ONLY);
    }
}
