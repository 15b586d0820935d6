package io.coordkit.core.client;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;

/** The way of clients' requests to the leader, which may be this server. Outcomes come back to {@link ClientFront}. */
public interface Upstream {
    /** A write of the server itself, for no connection. */
    long NO_CONNECTION = 0;

    /**
     * Puts a write into the order of everything. Its outcome comes back through {@link ClientFront#onCommitted}.
     *
     * @param connection that waits for it, or {@link #NO_CONNECTION}
     */
    void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection);

    /**
     * Asks to hear when this server has everything that anybody was told before this call; the answer is {@link
     * ClientFront#onSynced}, in the order of the calls of one connection.
     */
    void sync(long sessionId, int cxid, long connection);

    /**
     * Asks whether a session that a client has come back with still lives, and takes it over for this connection if so; the
     * answer is {@link ClientFront#onRevalidated}.
     */
    void revalidate(long sessionId, int timeoutMs, long connection);

    /** Bytes of requests and transactions proposed and not applied yet; grows when a disk or a peer is slow. */
    long bytesOnTheWay();
}
