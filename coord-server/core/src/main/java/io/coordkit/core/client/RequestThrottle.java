package io.coordkit.core.client;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import java.util.ArrayDeque;

/**
 * Lets requests wait while too many are under way, in the order in which they came ({@code RequestThrottler} of the reference).
 * Off unless it is asked for.
 */
final class RequestThrottle {
    private final Turn turn;
    private ClientLimits limits;
    private final Outstanding outstanding;
    private final Connections connections;
    private final RequestQueues queues;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(ClientConnection connection, QueuedRequest request) {}

    RequestThrottle(
            Turn turn, ClientLimits limits, Outstanding outstanding, Connections connections, RequestQueues queues) {
        this.turn = turn;
        this.limits = limits;
        this.outstanding = outstanding;
        this.connections = connections;
        this.queues = queues;
    }

    /** Other limits from now on; who may go on by them does. */
    void tune(ClientLimits next) {
        limits = next;
        release();
    }

    /** Takes a request: hands it on, now or later. */
    void receive(ClientConnection connection, QueuedRequest request) {
        if (waiting.isEmpty() && hasRoom()) {
            queues.receive(connection, request);
        } else {
            turn.stats().add(Count.THROTTLED);
            waiting.addLast(new Waiting(connection, request));
            connection.throttled++;
            queues.onDelayed(connection);
        }
    }

    /** Fewer requests may be under way. */
    void release() {
        while (!waiting.isEmpty() && (hasRoom() || isGone(waiting.getFirst()))) {
            Waiting next = waiting.removeFirst();
            if (isGone(next)) {
                turn.stats().add(Count.STALE_DROPPED);
            } else {
                next.connection.throttled--;
                handOn(next);
            }
        }
    }

    private void handOn(Waiting next) {
        long waitedMs = turn.nowMs() - next.request.sinceMs;
        turn.stats().add(Measure.THROTTLED, waitedMs);
        OpCode op = next.request.op();
        if (limits.dropLate() && op != OpCode.CLOSE_SESSION && waitedMs > next.connection.timeoutMs) {
            turn.stats().add(Count.STALE_DROPPED);
            connections.refuse(next.connection, "a request has waited longer than the session's timeout");
        } else if (limits.waitMsMax() > 0 && waitedMs > limits.waitMsMax() && mayBeRefused(op)) {
            turn.stats().add(Count.THROTTLED_REFUSED);
            queues.refuse(next.connection, next.request, ErrorCode.THROTTLED_OP);
        } else {
            queues.receive(next.connection, next.request);
        }
    }

    private boolean hasRoom() {
        return limits.throttledAt() == 0 || outstanding.requests() < limits.throttledAt();
    }

    private static boolean isGone(Waiting waiting) {
        return waiting.connection.closed;
    }

    private static boolean mayBeRefused(OpCode op) {
        return op != OpCode.PING && op != OpCode.CLOSE_SESSION;
    }
}
