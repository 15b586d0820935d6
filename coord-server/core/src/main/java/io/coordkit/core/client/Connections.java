package io.coordkit.core.client;

import io.coordkit.core.collection.LongMap;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Count;
import io.coordkit.core.watch.WatchTable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connections of this server, and which of them speaks for which session. */
final class Connections {
    private final Turn turn;
    private final SessionTable sessions;
    private final WatchTable watches;
    private final Outstanding outstanding;
    private final LongMap<ClientConnection> byId = new LongMap<>();
    private final LongMap<ClientConnection> bySession = new LongMap<>();

    Connections(Turn turn, SessionTable sessions, WatchTable watches, Outstanding outstanding) {
        this.turn = turn;
        this.sessions = sessions;
        this.watches = watches;
        this.outstanding = outstanding;
    }

    int size() {
        return byId.size();
    }

    /** In no particular order; {@code action} must not end any. */
    void look(Consumer<ClientConnection> action) {
        byId.forEach(action);
    }

    void add(ClientConnection connection) {
        byId.put(connection.id, connection);
    }

    @Nullable
    ClientConnection get(long id) {
        return byId.get(id);
    }

    /** The connection that speaks for a session, or null if there is none. */
    @Nullable
    ClientConnection ofSession(long sessionId) {
        return bySession.get(sessionId);
    }

    /** In the order of their ids; those that {@code action} ends are left out. */
    void forEach(Consumer<ClientConnection> action) {
        for (long id : byId.sortedKeys()) {
            ClientConnection connection = byId.get(id);
            if (connection != null) {
                action.accept(connection);
            }
        }
    }

    /** From now on the connection speaks for the session. */
    void attach(ClientConnection connection, Session session) {
        sessions.setOwner(session, connection.id);
        connection.sessionId = session.id();
        bySession.put(session.id(), connection);
    }

    /** Cuts a connection for what it leaves unread. */
    void drown(ClientConnection connection) {
        turn.stats().add(Count.CUT_FOR_EVENTS);
        refuse(connection, "leaves its events unread");
    }

    /** Cuts a connection, and says why. */
    void refuse(ClientConnection connection, String reason) {
        turn.outbox().report(new Report.ConnectionRefused(connection.address, reason));
        close(connection);
    }

    /** Cuts a connection. */
    void close(ClientConnection connection) {
        turn.outbox().close(connection.id);
        forget(connection);
    }

    /** A connection is gone; its session lives on. */
    void forget(ClientConnection connection) {
        connection.queue.forEach(outstanding::remove);
        connection.end();
        byId.remove(connection.id);
        if (bySession.get(connection.sessionId) == connection) {
            bySession.remove(connection.sessionId);
        }
        watches.removeAll(connection.watcher);
    }
}
