package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.auth.AuthId;
import io.coordkit.core.wire.AuthRequest;
import io.coordkit.core.wire.ErrorCode;
import java.util.List;

/** Who a connection is: takes the proofs that it sends. They count for the requests that come after them. */
final class Authentication {
    private final AccessControl access;
    private final ReplyWriter replies;
    private final Connections connections;

    Authentication(AccessControl access, ReplyWriter replies, Connections connections) {
        this.access = access;
        this.replies = replies;
        this.connections = connections;
    }

    void onProof(ClientConnection connection, int xid, AuthRequest request) {
        List<AuthId> ids = access.authenticate(connection.ids, connection.address, request.scheme(), request.auth());
        if (ids == null) {
            replies.sendAuth(connection, xid, ErrorCode.AUTH_FAILED);
            connections.refuse(connection, "authentication failed for scheme " + request.scheme());
            return;
        }
        connection.ids = ids;
        replies.sendAuth(connection, xid, ErrorCode.OK);
    }
}
