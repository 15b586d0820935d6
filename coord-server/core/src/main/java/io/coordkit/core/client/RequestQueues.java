package io.coordkit.core.client;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.ReadRequest;
import io.coordkit.core.wire.WriteRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of each connection's requests: answers come in it, and a read waits behind the connection's own writes and nobody
 * else's.
 */
final class RequestQueues {
    /**
     * A write is proposed at once, so that it meets the disk together with others, unless so many reads wait before it: those are
     * answered when it commits, whether the client takes answers or not, so there must not be too many of them.
     */
    private static final int READS_BEFORE_WRITE_MAX = 64;

    private static final Set<OpCode> NEED_A_QUORUM = EnumSet.of(
            OpCode.CREATE,
            OpCode.CREATE2,
            OpCode.CREATE_CONTAINER,
            OpCode.CREATE_TTL,
            OpCode.DELETE,
            OpCode.DELETE_CONTAINER,
            OpCode.SET_DATA,
            OpCode.SET_ACL,
            OpCode.SYNC,
            OpCode.RECONFIG);

    private final Turn turn;
    private final DataTree tree;
    private final SessionTable sessions;
    private final Availability availability;
    private final Upstream upstream;
    private final Connections connections;
    private final Outstanding outstanding;
    private final Backpressure backpressure;
    private final ReplyWriter replies;
    private final ReadHandler reads;

    RequestQueues(
            Turn turn,
            DataTree tree,
            SessionTable sessions,
            Availability availability,
            Upstream upstream,
            Connections connections,
            Outstanding outstanding,
            Backpressure backpressure,
            ReplyWriter replies,
            ReadHandler reads) {
        this.turn = turn;
        this.tree = tree;
        this.sessions = sessions;
        this.availability = availability;
        this.upstream = upstream;
        this.connections = connections;
        this.outstanding = outstanding;
        this.backpressure = backpressure;
        this.replies = replies;
        this.reads = reads;
    }

    /** Takes a request: answers it, asks for it, or lets it wait. */
    void receive(ClientConnection connection, int xid, ClientRequest request) {
        if (isHeard(connection) && !answerAtOnce(connection, xid, request, turn.nowMs())) {
            enqueue(connection, new QueuedRequest(xid, request, connection.ids, turn.nowMs()));
        }
    }

    /** The same for one that has waited. */
    void receive(ClientConnection connection, QueuedRequest queued) {
        if (isHeard(connection) && !answerAtOnce(connection, queued.xid, queued.request, queued.sinceMs)) {
            enqueue(connection, queued);
        }
    }

    /** Whether the session lives, which has been heard of now; otherwise the connection is about to be closed. */
    private boolean isHeard(ClientConnection connection) {
        Session session = sessions.get(connection.sessionId);
        if (session != null) {
            sessions.touch(session, turn.nowMs());
        }
        return session != null;
    }

    private boolean answerAtOnce(ClientConnection connection, int xid, ClientRequest request, long sinceMs) {
        boolean mayAnswer = connection.queue.isEmpty() && !connection.clogged;
        if (mayAnswer && request instanceof ReadRequest read && !(request instanceof ReadRequest.Sync)) {
            answer(connection, xid, read, sinceMs);
            return true;
        }
        return false;
    }

    /** A request has come that will be handed over later. */
    void onDelayed(ClientConnection connection) {
        backpressure.onQueued(connection);
    }

    /** A request that is not even looked at: its client is told when its turn comes. */
    void refuse(ClientConnection connection, QueuedRequest queued, ErrorCode error) {
        queued.refusal = error;
        queued.ready = true;
        put(connection, queued);
        if (queued.isPlainRead()) {
            connection.waitingReads++;
        }
        drain(connection);
    }

    /** Adds a request that will be answered later. */
    void put(ClientConnection connection, QueuedRequest queued) {
        connection.queue.addLast(queued);
        outstanding.add(queued);
    }

    private @Nullable QueuedRequest take(ClientConnection connection) {
        QueuedRequest oldest = connection.queue.pollFirst();
        if (oldest != null) {
            outstanding.remove(oldest);
        }
        return oldest;
    }

    private void enqueue(ClientConnection connection, QueuedRequest queued) {
        put(connection, queued);
        if (queued.isSync()) {
            connection.unreadySyncs++;
            if (availability.mayAsk()) {
                upstream.sync(connection.sessionId, queued.xid, connection.id);
            }
        } else if (queued.isPlainRead()) {
            connection.waitingReads++;
        } else if (mayProposeNow(connection) && isItsTurn(connection, queued)) {
            propose(connection, queued);
        } else {
            connection.unproposedWrites++;
        }
        backpressure.onQueued(connection);
    }

    /** Never past a write that waits itself, nor past a sync: its answer must not show less than that of a later write. */
    private boolean mayProposeNow(ClientConnection connection) {
        return availability.mayAsk()
                && connection.unproposedWrites == 0
                && connection.unreadySyncs == 0
                && connection.waitingReads <= READS_BEFORE_WRITE_MAX
                && !connection.clogged;
    }

    /** The end of a local session is no transaction that could come behind the writes before it, so it waits for them. */
    private boolean isItsTurn(ClientConnection connection, QueuedRequest queued) {
        return !connection.local
                || !(queued.request instanceof WriteRequest.CloseSession)
                || queued == connection.queue.peekFirst();
    }

    /** Asks for a write that is in the connection's queue. */
    void propose(ClientConnection connection, QueuedRequest queued) {
        if (queued.request instanceof WriteRequest write) {
            queued.proposed = true;
            upstream.propose(write, connection.sessionId, queued.xid, queued.ids, connection.id);
            backpressure.onProposed(connection);
        }
    }

    /** Asks another leader for what was asked of one that can decide no more. */
    void askAgain(ClientConnection connection) {
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

    /** The oldest sync that still waited may be answered. */
    void onSynced(ClientConnection connection) {
        for (QueuedRequest queued : connection.queue) {
            if (queued.isSync() && !queued.ready) {
                queued.ready = true;
                connection.unreadySyncs--;
                break;
            }
        }
        drain(connection);
    }

    /** A write that was proposed, or a sync, will not be done: its client is told when its turn comes. */
    void onRefused(ClientConnection connection, int xid, ErrorCode error) {
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

    /** Takes the write whose outcome is known out of the queue, after the reads before it; null if the connection has ended. */
    @Nullable
    QueuedRequest takeDecided(ClientConnection connection) {
        answerReads(connection, true);
        return take(connection);
    }

    /** Goes on with the queue: answers reads, and proposes the writes whose turn has come. */
    void drain(ClientConnection connection) {
        answerReads(connection, false);
        if (!connection.clogged && availability.mayAsk()) {
            proposeWaiting(connection);
        }
        backpressure.onAnswered(connection);
    }

    private void proposeWaiting(ClientConnection connection) {
        QueuedRequest head = connection.queue.peekFirst();
        if (head == null || !head.isUnproposedWrite()) {
            return;
        }
        // With it all writes that follow directly, so that they meet the disk together. As they are now: a write that
        // is
        // refused at once lets those behind it be proposed.
        List<QueuedRequest> due = connection.queue.stream()
                .takeWhile(QueuedRequest::isUnproposedWrite)
                .toList();
        for (QueuedRequest next : due) {
            if (connection.closed || !isItsTurn(connection, next)) {
                break;
            }
            if (next.isUnproposedWrite()) {
                connection.unproposedWrites--;
                propose(connection, next);
            }
        }
    }

    /** Answers the reads at the head of the queue, as far as the client takes answers or {@code regardless} of that. */
    private void answerReads(ClientConnection connection, boolean regardless) {
        for (QueuedRequest head = connection.queue.peekFirst();
                head != null && head.ready && (regardless || !connection.clogged);
                head = connection.queue.peekFirst()) {
            take(connection);
            if (head.isPlainRead()) {
                connection.waitingReads--;
            }
            if (head.refusal != ErrorCode.OK) {
                replies.sendError(connection, head.xid, tree.lastZxid(), head.refusal.code());
            } else if (head.request instanceof ReadRequest read) {
                answer(connection, head.xid, read, head.sinceMs);
            }
        }
    }

    private void answer(ClientConnection connection, int xid, ReadRequest read, long sinceMs) {
        Session session = sessions.get(connection.sessionId);
        if (session != null && session.owner() != connection.id) {
            // The client has another connection by now.
            connections.close(connection);
        } else {
            // Even if its end is under way: until that is durable a crash may undo it, and a client that had been told
            // a newer zxid
            // together with a refusal would then believe that its watches have missed nothing.
            ReadRequest served = asServed(read);
            reads.answer(connection, xid, served);
            noteAnswered(connection, xid, served.op(), sinceMs, false);
            if (served instanceof ReadRequest.Refused refused && refused.error() == ErrorCode.UNIMPLEMENTED) {
                connections.close(connection);
            }
        }
    }

    /** A server that only reads looks into nothing else, well-formed or not ({@code ReadOnlyRequestProcessor} of the reference). */
    private ReadRequest asServed(ReadRequest request) {
        boolean unread = availability.service == ClientFront.Service.READ_ONLY
                && request instanceof ReadRequest.Refused
                && NEED_A_QUORUM.contains(request.op());
        return unread ? new ReadRequest.Refused(request.op(), ErrorCode.NOT_READ_ONLY) : request;
    }

    /** Counts an answer, on its connection and in all. */
    void noteAnswered(ClientConnection connection, int xid, OpCode op, long sinceMs, boolean update) {
        connection.stats.onAnswered(xid, op, tree.lastZxid(), sinceMs, turn.nowMs());
        turn.stats().onAnswered(turn.nowMs() - sinceMs, update);
    }
}
