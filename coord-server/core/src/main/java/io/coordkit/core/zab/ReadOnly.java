package io.coordkit.core.zab;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.client.ClientFront;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;

/**
 * What stands for a leader while there is none and reads are served all the same ({@code ReadOnlyZooKeeperServer} of the
 * reference): writes are refused, and sessions are this server's alone.
 */
final class ReadOnly implements Upstream {
    private final ClientFront clients;
    private final SessionTable sessions;

    ReadOnly(ClientFront clients, SessionTable sessions) {
        this.clients = clients;
        this.sessions = sessions;
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        if (request instanceof WriteRequest.CreateSession || request instanceof WriteRequest.CloseSession) {
            clients.onLocal(connection, request);
        } else {
            clients.onRefused(connection, cxid, ErrorCode.NOT_READ_ONLY);
        }
    }

    @Override
    public void sync(long sessionId, int cxid, long connection) {
        clients.onRefused(connection, cxid, ErrorCode.NOT_READ_ONLY);
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        Session session = sessions.get(sessionId);
        clients.onRevalidated(connection, sessionId, session != null);
    }

    @Override
    public long bytesOnTheWay() {
        return 0;
    }
}
