package io.coordkit.core.client;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;

/** Takes writes on their way to becoming transactions: the leader itself, or the way to it. */
public interface Proposer {
    /** A write of the server itself, for no connection. */
    long NO_CONNECTION = 0;

    /**
     * Puts a write into the order of everything. Its outcome comes back through {@link ClientFront#onCommitted}.
     *
     * @param connection that waits for it, or {@link #NO_CONNECTION}
     */
    void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection);

    /** Bytes of transactions proposed and not applied yet; grows when the disk is slow. */
    long bytesOnTheWay();
}
