package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.auth.AuthId;
import io.coordkit.core.wire.AuthRequest;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.SaslStep;
import java.util.List;
import java.util.Optional;

/** Answers the requests by which a connection becomes somebody ({@code ZooKeeperServer.processPacket} of the reference). */
final class Admission {
    private final AccessControl access;
    private final ReplyWriter replies;

    Admission(AccessControl access, ReplyWriter replies) {
        this.access = access;
        this.replies = replies;
    }

    /** Answers an auth packet or a SASL token; returns why the connection must end, if it must. */
    Optional<String> authenticate(ClientConnection connection, int xid, ClientRequest request) {
        if (request instanceof AuthRequest auth) {
            return authenticate(connection, xid, auth);
        }
        if (request instanceof SaslStep step) {
            return advance(connection, xid, step);
        }
        // A token where no exchange is held: the reference has nothing to say to it.
        replies.sendSasl(connection, xid, ErrorCode.OK, null);
        return Optional.empty();
    }

    /** Answers a request of somebody who must be somebody else first; returns why the connection must end. */
    String turnAway(ClientConnection connection, int xid) {
        replies.sendAuth(connection, xid, ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH);
        return "not authenticated by a scheme that is demanded";
    }

    private Optional<String> authenticate(ClientConnection connection, int xid, AuthRequest request) {
        if (access.namesAnotherEnsemble(request.scheme(), request.auth())) {
            return Optional.of("it looks for another ensemble");
        }
        List<AuthId> ids = access.authenticate(connection.ids, connection.address, request.scheme(), request.auth());
        if (ids == null) {
            replies.sendAuth(connection, xid, ErrorCode.AUTH_FAILED);
            return Optional.of("authentication failed for scheme " + request.scheme());
        }
        connection.ids = ids;
        replies.sendAuth(connection, xid, ErrorCode.OK);
        return Optional.empty();
    }

    private Optional<String> advance(ClientConnection connection, int xid, SaslStep step) {
        if (step instanceof SaslStep.Challenge challenge) {
            replies.sendSasl(connection, xid, ErrorCode.OK, challenge.token());
        } else if (step instanceof SaslStep.Proven proven) {
            connection.ids = access.withSaslUser(connection.ids, proven.user());
            replies.sendSasl(connection, xid, ErrorCode.OK, proven.token());
        } else if (access.keepsFailedSasl()) {
            replies.sendSasl(connection, xid, ErrorCode.OK, null);
        } else {
            boolean demanded = access.demandsSasl();
            replies.sendSasl(
                    connection,
                    xid,
                    demanded ? ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH : ErrorCode.AUTH_FAILED,
                    null);
            return Optional.of("authentication failed for scheme sasl");
        }
        return Optional.empty();
    }
}
