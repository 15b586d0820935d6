package io.coordkit.core.client;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.watch.WatchSink;
import io.coordkit.core.watch.Watcher;
import io.coordkit.core.wire.ConnectRequest;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One socket of a client, as the replica knows it. It ends with the socket; the session does not. */
final class ClientConnection {
    /** No session yet, or an invalid one. */
    static final long NO_SESSION = 0;

    final long id;
    final String address;
    final Watcher watcher;
    final ConnectionStats stats;
    final ArrayDeque<QueuedRequest> queue = new ArrayDeque<>(2);
    List<AuthId> ids;
    long sessionId = NO_SESSION;
    int timeoutMs;

    /** Whether its session is not in the tree, because nobody but this server knows it. */
    boolean local;

    /** Whether the connect request had the read-only flag, which the answer then must have too. */
    boolean knowsReadOnly;

    /** Reads in the queue. */
    int waitingReads;

    /** Writes in the queue that have not been proposed. */
    int unproposedWrites;

    /** Syncs in the queue that must not be answered yet. */
    int unreadySyncs;

    /** Requests that came before the answer to the handshake; they must not be answered before it. */
    final ArrayDeque<EarlyRequest> early = new ArrayDeque<>(0);

    /** The handshake while it waits for a leader's word, or for a leader. */
    @Nullable
    ConnectRequest greeting;

    /** Whether a handshake is on its way. */
    boolean connecting;

    /** Requests that wait before they are looked at. */
    int throttled;

    /** Whether it is held back because all clients together ask for too much. */
    boolean excessive;

    /** Whether too many of its requests wait for an answer. */
    boolean crowded;

    /** Whether it is held back because the disk does not keep up. */
    boolean heldBack;

    /** Whether the runtime was told to read no more from it. */
    boolean paused;

    /** Bytes sent since the runtime last said that everything had left. */
    long unsentBytes;

    /** Those of them that nobody asked for: watch events. */
    long unsentEventBytes;

    /** Whether so much is unsent that reads wait until it has left. */
    boolean clogged;

    /** Nothing is sent any more, because the connection is being closed. */
    boolean closed;

    /**
     * @param ids who it is from the start
     * @param nowMs wall clock
     */
    ClientConnection(long id, String address, List<AuthId> ids, WatchSinkOf sinkOf, long nowMs) {
        this.id = id;
        this.address = address;
        this.ids = ids;
        this.watcher = new Watcher(sinkOf.sinkOf(this));
        this.stats = new ConnectionStats(nowMs);
    }

    /** The oldest write that was proposed and has had no outcome; null if there is none. */
    @Nullable
    QueuedRequest firstUndecided() {
        for (QueuedRequest queued : queue) {
            if (queued.proposed && !queued.ready) {
                return queued;
            }
            if (queued.isUnproposedWrite()) {
                return null;
            }
        }
        return null;
    }

    /** Requests without an answer. */
    int waitingCount() {
        return queue.size() + early.size();
    }

    /** Nothing comes from it any more, and nothing goes to it. */
    void end() {
        closed = true;
        queue.clear();
        waitingReads = 0;
        unproposedWrites = 0;
        unreadySyncs = 0;
        early.clear();
    }

    /** Makes the place where a connection's events go. */
    @FunctionalInterface
    interface WatchSinkOf {
        WatchSink sinkOf(ClientConnection connection);
    }
}
