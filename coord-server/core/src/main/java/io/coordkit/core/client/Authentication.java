package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.auth.AuthId;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.stats.Count;
import io.coordkit.core.wire.AuthRequest;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.SaslRequest;
import io.coordkit.core.wire.SaslStep;
import java.util.List;
import java.util.Optional;

/**
 * Who a connection is: takes the proofs that it sends, which count for the requests that come after them, and turns away who must
 * prove something first ({@code ZooKeeperServer.processPacket} of the reference).
 */
final class Authentication {
    private final Turn turn;
    private final AccessControl access;
    private final ReplyWriter replies;
    private final Connections connections;

    Authentication(Turn turn, AccessControl access, ReplyWriter replies, Connections connections) {
        this.turn = turn;
        this.access = access;
        this.replies = replies;
        this.connections = connections;
    }

    /**
     * Who a connection is from the start.
     *
     * @param subject of the certificate that the client has proven to be its own, if it has
     */
    List<AuthId> initial(String address, Optional<String> subject) {
        return access.initial(address, subject);
    }

    /** Takes a proof; refuses what comes too early. Returns whether the request was any of these, and is answered. */
    boolean takes(ClientConnection connection, int xid, ClientRequest request) {
        if (request instanceof AuthRequest auth) {
            onAuth(connection, xid, auth);
        } else if (request instanceof SaslStep step) {
            onStep(connection, xid, step);
        } else if (request instanceof SaslRequest) {
            // No exchange is held; the reference has nothing to say to a token then.
            replies.sendSasl(connection, xid, ErrorCode.OK, null);
        } else if (request.op() == OpCode.AUTH || request.op() == OpCode.SASL) {
            // It did not parse. Before its turn, as whatever says who a client is.
            connections.refuse(connection, "a proof that does not parse");
        } else if (!access.mayAsk(connection.ids)) {
            replies.sendAuth(connection, xid, ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH);
            connections.refuse(connection, "not authenticated by a scheme that is demanded");
        } else {
            return false;
        }
        return true;
    }

    private void onAuth(ClientConnection connection, int xid, AuthRequest request) {
        switch (access.ensembleNamed(request.scheme(), request.auth())) {
            case NOT_ASKED -> onProof(connection, xid, request);
            case MISSING -> onRightEnsemble(connection, xid, Count.ENSEMBLE_NAME_MISSING);
            case KNOWN -> onRightEnsemble(connection, xid, Count.ENSEMBLE_NAME_KNOWN);
            case OTHER -> {
                turn.stats().add(Count.ENSEMBLE_NAME_OTHER);
                connections.refuse(connection, "it looks for another ensemble");
            }
        }
    }

    private void onRightEnsemble(ClientConnection connection, int xid, Count said) {
        turn.stats().add(said);
        replies.sendAuth(connection, xid, ErrorCode.OK);
    }

    private void onProof(ClientConnection connection, int xid, AuthRequest request) {
        List<AuthId> ids = access.authenticate(connection.ids, connection.address, request.scheme(), request.auth());
        if (ids == null) {
            turn.stats().onAuthFailed();
            replies.sendAuth(connection, xid, ErrorCode.AUTH_FAILED);
            connections.refuse(connection, "authentication failed for scheme " + request.scheme());
            return;
        }
        connection.ids = ids;
        replies.sendAuth(connection, xid, ErrorCode.OK);
    }

    private void onStep(ClientConnection connection, int xid, SaslStep step) {
        if (step instanceof SaslStep.Challenge challenge) {
            replies.sendSasl(connection, xid, ErrorCode.OK, challenge.token());
        } else if (step instanceof SaslStep.Proven proven) {
            connection.ids = access.withSaslUser(connection.ids, proven.user());
            replies.sendSasl(connection, xid, ErrorCode.OK, proven.token());
        } else if (access.keepsFailedSasl()) {
            replies.sendSasl(connection, xid, ErrorCode.OK, null);
        } else {
            ErrorCode error = access.demandsSasl() ? ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH : ErrorCode.AUTH_FAILED;
            turn.stats().onAuthFailed();
            replies.sendSasl(connection, xid, error, null);
            connections.refuse(connection, "authentication failed for scheme sasl");
        }
    }
}
