package io.coordkit.core.zab;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.client.ClientFront;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of this server get, with a leader and without.
 *
 * <pre>
 * OPEN      --leader lost---------------> SUSPENDED  reads go on, the rest waits
 * SUSPENDED --a tick has passed---------> CLOSED
 * CLOSED    --no leader for long--------> READ_ONLY  if that is wanted
 * READ_ONLY --election ended------------> CLOSED
 * any       --there is a leader again---> OPEN
 * </pre>
 */
final class ClientService implements Upstream {
    private final Turn turn;
    private final EnsembleConfig config;
    private final SessionTable sessions;
    private final Supplier<ClientFront> clients;
    private @Nullable Upstream way;

    /** Until when clients are kept without a leader, in ms. */
    private long keptUntilMs;

    /** When reads are served although there is no leader, in ms. */
    private long readOnlyAtMs = Long.MAX_VALUE;

    /** The epoch in which clients were served last. */
    private long servedEpoch;

    /** Who spoke for them then. */
    private long servedBy = ServerStatus.NO_LEADER;

    ClientService(Turn turn, EnsembleConfig config, SessionTable sessions, Supplier<ClientFront> clients) {
        this.turn = turn;
        this.config = config;
        this.sessions = sessions;
        this.clients = clients;
    }

    boolean isOpen() {
        return clients.get().service() == ClientFront.Service.OPEN;
    }

    /** Nobody is served. */
    void close() {
        clients.get().close();
    }

    /** When {@link #onTime} has something to do, in ms. */
    long deadlineMs(boolean mayServeReads) {
        return switch (clients.get().service()) {
            case OPEN, UNWRITABLE -> Long.MAX_VALUE;
            case SUSPENDED -> keptUntilMs;
            case CLOSED -> mayServeReads ? readOnlyAtMs : Long.MAX_VALUE;
            case READ_ONLY -> sessions.nextExpiryMs();
        };
    }

    /**
     * Time goes by without a leader.
     *
     * @param mayServeReads whether a leader is looked for, or cannot be looked for
     */
    void onTime(boolean mayServeReads) {
        ClientFront front = clients.get();
        switch (front.service()) {
            case OPEN, UNWRITABLE -> {}
            case SUSPENDED -> {
                if (turn.nowMs() >= keptUntilMs) {
                    front.close();
                }
            }
            case CLOSED -> {
                if (turn.nowMs() >= readOnlyAtMs && mayServeReads) {
                    sessions.startOver(false);
                    way = new ReadOnly(front, sessions);
                    front.openReadOnly();
                    readOnlyAtMs = Long.MAX_VALUE;
                }
            }
            case READ_ONLY -> {
                sessions.onTime(turn.nowMs());
                sessions.expire(turn.nowMs(), front::endLocalSession);
            }
        }
    }

    /**
     * There is no leader. Clients stay through a short election: what they read is what this server showed them before. Not longer than a
     * tick, though: others may have a leader already, for whom their sessions are silent.
     */
    void onLooking() {
        way = null;
        if (isOpen()) {
            clients.get().suspend();
            keptUntilMs = turn.nowMs() + config.tickMs();
        }
        if (config.readOnlyAfterMs() > 0) {
            readOnlyAtMs = Math.max(keptUntilMs, turn.nowMs()) + config.readOnlyAfterMs();
        }
    }

    /** The election has ended. */
    void onElected() {
        readOnlyAtMs = Long.MAX_VALUE;
        if (clients.get().service() == ClientFront.Service.READ_ONLY) {
            clients.get().close();
            way = null;
        }
    }

    /**
     * There is a leader: clients are served by way of a role, or sent away if {@code open} is false.
     *
     * @param by number of the server that speaks for them to the leader, or leads
     */
    void onEstablished(Upstream role, long epoch, long by, boolean open) {
        boolean isNewEpoch = epoch != servedEpoch;
        if (!isNewEpoch && by != servedBy) {
            // For the leader their sessions are the other server's until they come back.
            clients.get().close();
        }
        servedEpoch = epoch;
        servedBy = by;
        way = role;
        if (open) {
            // The former leader's epoch is over: what it has not decided by now it never will.
            clients.get().resume(isNewEpoch);
        } else {
            clients.get().close();
        }
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        if (way != null) {
            way.propose(request, sessionId, cxid, ids, connection);
        }
    }

    @Override
    public void sync(long sessionId, int cxid, long connection) {
        if (way != null) {
            way.sync(sessionId, cxid, connection);
        }
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        if (way != null) {
            way.revalidate(sessionId, timeoutMs, connection);
        }
    }

    @Override
    public long bytesOnTheWay() {
        return way == null ? 0 : way.bytesOnTheWay();
    }
}
