package io.coordkit.core.broadcast;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.client.ClientFront;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.quorum.AckLedger;
import io.coordkit.core.quorum.Majority;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The ensemble of one: a primary that has nobody to ask but its own disk. */
public final class Standalone implements Upstream {
    private static final long SELF = 1;

    private final Turn turn;
    private final History history;
    private final SessionTable sessions;
    private final Primary primary;
    private final Supplier<ClientFront> clients;
    private boolean diskFull;

    /** @param clients who asks, and gets the answers */
    public Standalone(
            Turn turn,
            History history,
            SessionTable sessions,
            WriteSettings settings,
            Supplier<ClientFront> clients,
            CommitListener listener) {
        this.turn = turn;
        this.history = history;
        this.sessions = sessions;
        this.clients = clients;
        AckLedger ownDisk = new AckLedger(new Majority(Set.of(SELF)), history.lastZxid());
        this.primary = new Primary(turn, history, sessions, settings, Long.MAX_VALUE, ownDisk, Audience.NONE, listener);
    }

    /** Whether there is no space for the log: then writes are refused, and reads are not. */
    public void setDiskFull(boolean full) {
        diskFull = full;
        clients.get().setWritable(!full);
    }

    /** Whether there is no space for the log. */
    public boolean isDiskFull() {
        return diskFull;
    }

    /** Proposes what the server itself wants; it will want it again. */
    public void proposeOwn(WriteRequest request) {
        if (!diskFull) {
            primary.propose(request);
        }
    }

    /** Where writes of the server itself go. */
    public Primary primary() {
        return primary;
    }

    /** Everything up to {@code zxid} is on disk. */
    public void onLogDurable(long zxid) {
        history.onLogDurable(zxid);
        primary.onDurable(SELF, zxid);
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        if (diskFull && !(request instanceof WriteRequest.CloseSession)) {
            clients.get().onRefused(connection, cxid, ErrorCode.NOT_READ_ONLY);
        } else {
            primary.propose(request, sessionId, cxid, ids, connection, connection);
        }
    }

    /** What anybody was told is applied here. */
    @Override
    public void sync(long sessionId, int cxid, long connection) {
        clients.get().onSynced(connection);
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        Session session = sessions.get(sessionId);
        boolean valid = session != null && !session.isClosing();
        if (valid) {
            sessions.open(sessionId, timeoutMs, turn.nowMs());
        }
        clients.get().onRevalidated(connection, sessionId, valid);
    }

    @Override
    public long bytesOnTheWay() {
        return history.bytesPending();
    }
}
