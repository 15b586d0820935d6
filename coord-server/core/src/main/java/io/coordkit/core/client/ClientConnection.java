package io.coordkit.core.client;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.watch.WatchSink;
import io.coordkit.core.watch.Watcher;
import java.util.ArrayDeque;
import java.util.List;

/** One socket of a client, as the replica knows it. It ends with the socket; the session does not. */
final class ClientConnection {
    /** No session yet, or an invalid one. */
    static final long NO_SESSION = 0;

    final long id;
    final String address;
    final Watcher watcher;
    final ArrayDeque<QueuedRequest> queue = new ArrayDeque<>();
    List<AuthId> ids;
    long sessionId = NO_SESSION;
    int timeoutMs;

    /** Whether the connect request had the read-only flag, which the answer then must have too. */
    boolean toldReadOnly;

    /** Whether the runtime was told to read no more from it. */
    boolean paused;

    /** Nothing is sent any more, because the connection is being closed. */
    boolean closed;

    ClientConnection(long id, String address, WatchSinkOf sinkOf) {
        this.id = id;
        this.address = address;
        this.ids = List.of(new AuthId("ip", address));
        this.watcher = new Watcher(sinkOf.sinkOf(this));
    }

    /** Makes the place where a connection's events go. */
    @FunctionalInterface
    interface WatchSinkOf {
        WatchSink sinkOf(ClientConnection connection);
    }
}
