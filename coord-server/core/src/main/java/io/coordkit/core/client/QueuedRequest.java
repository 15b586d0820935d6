package io.coordkit.core.client;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.ReadRequest;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;

/**
 * A request that waits for its turn on its connection: a read for the writes before it, a write for its commit, or, behind many
 * reads, for being proposed at all.
 */
final class QueuedRequest {
    final int xid;
    final ClientRequest request;

    /** Who the connection was when it asked. */
    final List<AuthId> ids;

    boolean proposed;

    QueuedRequest(int xid, ClientRequest request, List<AuthId> ids) {
        this.xid = xid;
        this.request = request;
        this.ids = ids;
    }

    OpCode op() {
        return request.op();
    }

    boolean isRead() {
        return request instanceof ReadRequest;
    }

    boolean isUnproposedWrite() {
        return request instanceof WriteRequest && !proposed;
    }
}
