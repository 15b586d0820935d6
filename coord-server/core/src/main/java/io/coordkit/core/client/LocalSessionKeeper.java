package io.coordkit.core.client;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import java.util.function.Supplier;

/**
 * Stands between clients and the leader where sessions are local: they begin and end here, and nobody else hears of them until
 * one wants an ephemeral. Then a session of the same id is made for everybody, ahead of the request ({@code
 * QuorumZooKeeperServer.checkUpgradeSession} of the reference).
 */
public final class LocalSessionKeeper implements Upstream {
    private final Upstream leader;
    private final SessionTable sessions;
    private final Supplier<ClientFront> clients;
    private final boolean upgrading;

    /** @param leader who decides what is not local */
    public LocalSessionKeeper(
            Upstream leader, SessionTable sessions, Supplier<ClientFront> clients, LocalSessions policy) {
        this.leader = leader;
        this.sessions = sessions;
        this.clients = clients;
        this.upgrading = policy == LocalSessions.UPGRADED;
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        Session session = sessions.get(sessionId);
        if (request instanceof WriteRequest.CreateSession) {
            clients.get().onLocal(connection, request);
        } else if (session == null || !session.isLocal()) {
            leader.propose(request, sessionId, cxid, ids, connection);
        } else if (request instanceof WriteRequest.CloseSession) {
            clients.get().onLocal(connection, request);
        } else if (!wantsEphemeral(request) || isReadOnly()) {
            leader.propose(request, sessionId, cxid, ids, connection);
        } else if (upgrading) {
            sessions.share(session);
            leader.propose(new WriteRequest.CreateSession(session.timeoutMs()), sessionId, 0, List.of(), NO_CONNECTION);
            leader.propose(request, sessionId, cxid, ids, connection);
        } else {
            clients.get().onRefused(connection, cxid, ErrorCode.EPHEMERAL_ON_LOCAL_SESSION);
        }
    }

    @Override
    public void sync(long sessionId, int cxid, long connection) {
        leader.sync(sessionId, cxid, connection);
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        Session session = sessions.get(sessionId);
        if (session != null && session.isLocal()) {
            clients.get().onRevalidated(connection, sessionId, true);
        } else {
            leader.revalidate(sessionId, timeoutMs, connection);
        }
    }

    @Override
    public long bytesOnTheWay() {
        return leader.bytesOnTheWay();
    }

    /** Then there is no leader, and what stands for one refuses every write, this one like the others. */
    private boolean isReadOnly() {
        return clients.get().service() == ClientFront.Service.READ_ONLY;
    }

    private static boolean wantsEphemeral(WriteRequest request) {
        if (request instanceof WriteRequest.Multi multi) {
            return multi.parts().stream().anyMatch(LocalSessionKeeper::wantsEphemeral);
        }
        return request instanceof WriteRequest.Create create
                && (create.op() == OpCode.CREATE || create.op() == OpCode.CREATE2)
                && CreateMode.isValid(create.flags())
                && CreateMode.of(create.flags()).isEphemeral();
    }
}
