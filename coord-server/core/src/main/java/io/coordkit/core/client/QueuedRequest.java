package io.coordkit.core.client;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.ReadRequest;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;

/**
 * A request that waits for its turn on its connection: a read for the writes before it, a write for its commit, or, behind many
 * reads, for being proposed at all; a sync for word from the leader.
 */
final class QueuedRequest {
    final int xid;
    final ClientRequest request;

    /** Who the connection was when it asked. */
    final List<AuthId> ids;

    /** When it came, in ms. */
    final long sinceMs;

    /** Its length, if that is one of those that count. */
    int largeBytes;

    boolean proposed;

    /** Whether it may be answered once it is at the head: reads always, a sync after word from the leader, what is refused. */
    boolean ready;

    /** Why it is not done. */
    ErrorCode refusal = ErrorCode.OK;

    QueuedRequest(int xid, ClientRequest request, List<AuthId> ids, long nowMs) {
        this.xid = xid;
        this.request = request;
        this.ids = ids;
        this.sinceMs = nowMs;
        this.ready = isPlainRead();
    }

    OpCode op() {
        return request.op();
    }

    boolean isRead() {
        return request instanceof ReadRequest;
    }

    boolean isSync() {
        return request instanceof ReadRequest.Sync;
    }

    /** Whether it waits for nobody but those before it. */
    boolean isPlainRead() {
        return isRead() && !isSync();
    }

    boolean isUnproposedWrite() {
        return request instanceof WriteRequest && !proposed && !ready;
    }
}
