package io.coordkit.server.admin;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.auth.AuthId;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.wire.Acl;
import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody ask a server that does not serve, and only those who may do anything to the root, where the whole state is at stake
 * ({@code Commands.runCommand} and {@code .handleAuthorization}).
 */
final class AdminAccess {
    /** The scheme whose proof is the certificate of the connection. */
    private static final String X509 = "x509";

    private static final int[] PERMISSIONS = {Acl.READ, Acl.WRITE, Acl.CREATE, Acl.DELETE, Acl.ADMIN};

    private final Inspection server;
    private final AdminSecurity security;
    private final AccessControl access;

    AdminAccess(Inspection server, AdminSecurity security) {
        this.server = server;
        this.security = security;
        this.access = new AccessControl(server.config().auth());
    }

    /** Empty if there is what a command needs. */
    Optional<AdminReply> refusal(AdminCommand.Needs needs, HttpQuestion question) throws NotServingException {
        if (needs == AdminCommand.Needs.NOTHING) {
            return Optional.empty();
        }
        server.requireService();
        return needs == AdminCommand.Needs.PERMISSION ? stranger(question) : Optional.empty();
    }

    private Optional<AdminReply> stranger(HttpQuestion question) throws NotServingException {
        if (question.authorization().isEmpty()) {
            return refused(HttpResponseStatus.UNAUTHORIZED, "Auth info is missing for the command");
        }
        String[] parts = question.authorization().get().split(" ", -1);
        List<AuthId> ids = parts.length > 2 ? null : authenticate(question, parts);
        if (ids == null) {
            return refused(HttpResponseStatus.UNAUTHORIZED, "Not authenticated");
        }
        boolean allowed = server.ask(replica -> {
            Znode root = replica.tree().find("/");
            return root != null && allowsAll(root.acl(), ids);
        });
        return allowed ? Optional.empty() : refused(HttpResponseStatus.FORBIDDEN, "Not authorized");
    }

    private @Nullable List<AuthId> authenticate(HttpQuestion question, String[] parts) {
        if (parts[0].equals(X509)) {
            return security.subject(question.certificates())
                    .map(access::certified)
                    .orElse(null);
        }
        byte[] proof = (parts.length == 2 ? parts[1] : "").getBytes(StandardCharsets.UTF_8);
        return access.authenticate(List.of(), addressOf(question), parts[0], proof);
    }

    /** Behind a proxy the operator may want what it says of its client. */
    private String addressOf(HttpQuestion question) {
        return question.forwardedFor()
                .filter(said -> server.config().monitor().admin().believesProxies())
                .map(said -> said.split(",", -1)[0].strip())
                .filter(first -> !first.isEmpty())
                .orElseGet(() -> question.from().getAddress().getHostAddress());
    }

    private boolean allowsAll(List<Acl> acl, List<AuthId> ids) {
        for (int permission : PERMISSIONS) {
            if (!access.allows(acl, permission, ids)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<AdminReply> refused(HttpResponseStatus status, String why) {
        return Optional.of(AdminReply.failed(status, Optional.of(why)));
    }
}
