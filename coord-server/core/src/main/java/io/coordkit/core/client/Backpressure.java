package io.coordkit.core.client;

import io.coordkit.core.effect.Turn;
import java.util.ArrayList;
import java.util.List;

/** Who asks for too much is not read for a while; what is not read waits in its own socket. */
final class Backpressure {
    /** Requests of one connection that may wait; beyond, nothing more is read from it until half of them are answered. */
    private static final int WAITING_MAX = 2048;

    /** Transactions on their way to the disk: beyond, who writes is not read until half of them are there. */
    private static final long BYTES_ON_THE_WAY_MAX = 32 << 20;

    private final Turn turn;
    private final Upstream upstream;
    private ClientLimits limits;
    private final Outstanding outstanding;
    private final List<ClientConnection> heldBack = new ArrayList<>();

    Backpressure(Turn turn, Upstream upstream, ClientLimits limits, Outstanding outstanding) {
        this.turn = turn;
        this.upstream = upstream;
        this.limits = limits;
        this.outstanding = outstanding;
    }

    /** Other limits from now on. */
    void tune(ClientLimits next) {
        limits = next;
    }

    /** How near the limits are. */
    Pressure of(Connections connections) {
        int[] held = new int[3];
        long[] unsent = new long[2];
        connections.look(connection -> {
            held[0] += connection.crowded ? 1 : 0;
            held[1] += connection.heldBack ? 1 : 0;
            held[2] += connection.clogged ? 1 : 0;
            unsent[0] += connection.clogged ? connection.unsentBytes : 0;
            unsent[1] += connection.unsentEventBytes;
        });
        return new Pressure(held[0], held[1], held[2], unsent[0], unsent[1], upstream.bytesOnTheWay());
    }

    /** A connection's queue has grown. */
    void onQueued(ClientConnection connection) {
        boolean crowded = connection.queue.size() + connection.throttled > WAITING_MAX;
        boolean excessive = outstanding.requests() > limits.outstandingMax();
        if (crowded || excessive) {
            connection.crowded |= crowded;
            connection.excessive |= excessive;
            applyReading(connection);
        }
    }

    /** A connection's queue may be shorter. */
    void onAnswered(ClientConnection connection) {
        if (connection.crowded && connection.queue.size() + connection.throttled <= WAITING_MAX / 2) {
            connection.crowded = false;
            applyReading(connection);
        }
        if (connection.excessive && (connection.queue.isEmpty() || outstanding.requests() <= limits.outstandingMax())) {
            connection.excessive = false;
            applyReading(connection);
        }
    }

    /** A connection's write is on its way. */
    void onProposed(ClientConnection connection) {
        if (!connection.heldBack && upstream.bytesOnTheWay() > BYTES_ON_THE_WAY_MAX) {
            connection.heldBack = true;
            heldBack.add(connection);
            applyReading(connection);
        }
    }

    /** Something that was on its way has arrived. */
    void onCommitted() {
        if (!heldBack.isEmpty() && upstream.bytesOnTheWay() < BYTES_ON_THE_WAY_MAX / 2) {
            for (ClientConnection connection : heldBack) {
                connection.heldBack = false;
                applyReading(connection);
            }
            heldBack.clear();
        }
    }

    private void applyReading(ClientConnection connection) {
        boolean pause = connection.crowded || connection.excessive || connection.heldBack;
        if (pause != connection.paused && !connection.closed) {
            connection.paused = pause;
            turn.outbox().setReading(connection.id, !pause);
        }
    }
}
