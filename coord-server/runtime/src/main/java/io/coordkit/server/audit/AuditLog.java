package io.coordkit.server.audit;

import io.coordkit.core.client.AuditSink;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.WriteRequest;
import io.coordkit.server.audit.AuditLine.Result;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes who did what to the logger that the reference uses, so that a logging configuration made for it puts the lines where they
 * belong ({@code AuditHelper} and {@code Slf4jAuditLogger}). Failures are errors, everything else is information.
 */
public final class AuditLog implements AuditSink {
    private static final Logger LOG = LoggerFactory.getLogger("org.apache.zookeeper.audit.Slf4jAuditLogger");
    private static final String CREATE = "create";
    private static final String DELETE = "delete";
    private static final String SET_DATA = "setData";

    /** Who runs the server; what it does itself is done in this name. */
    private final String self = System.getProperty("user.name", "");

    /** The server serves. */
    public void onStart() {
        write(ofServer("serverStart"), Result.SUCCESS);
    }

    /** The server was told to stop. */
    public void onStop() {
        write(ofServer("serverStop"), Result.INVOKED);
    }

    private AuditLine ofServer(String operation) {
        return new AuditLine().with("user", self).with("operation", operation);
    }

    @Override
    public void onEphemeralGone(String path, long sessionId) {
        AuditLine line = new AuditLine()
                .with("session", session(sessionId))
                .with("user", self)
                .with("operation", "ephemeralZNodeDeletionOnSessionCloseOrExpire")
                .with("znode", path);
        write(line, Result.SUCCESS);
    }

    @Override
    public void onDecided(Asker asker, WriteRequest request, TxnResult result) {
        if (request instanceof WriteRequest.Multi multi) {
            writeParts(asker, multi, result);
        } else {
            writeOne(asker, request, result);
        }
    }

    private void writeOne(Asker asker, WriteRequest request, TxnResult result) {
        Result end = result instanceof TxnResult.Refused ? Result.FAILURE : Result.SUCCESS;
        if (request instanceof WriteRequest.Create create) {
            String path = result instanceof TxnResult.Created created ? created.path() : create.path();
            write(ofClient(asker, CREATE, path).with("znode_type", typeOf(create.flags())), end);
        } else if (request instanceof WriteRequest.Delete delete) {
            write(ofClient(asker, DELETE, delete.path()), end);
        } else if (request instanceof WriteRequest.SetData setData) {
            write(ofClient(asker, SET_DATA, setData.path()), end);
        } else if (request instanceof WriteRequest.SetAcl setAcl) {
            write(ofClient(asker, "setAcl", setAcl.path()).with("acl", textOf(setAcl.acl())), end);
        } else if (request instanceof WriteRequest.Reconfig) {
            write(ofClient(asker, "reconfig", DataTree.CONFIG_PATH), end);
        }
    }

    /** Each part that changed something, or the failure of the whole. */
    private void writeParts(Asker asker, WriteRequest.Multi multi, TxnResult result) {
        List<TxnResult> parts = result instanceof TxnResult.Parts several ? several.parts() : List.of();
        boolean failed = result instanceof TxnResult.Refused
                || parts.stream().anyMatch(part -> part instanceof TxnResult.Refused);
        if (failed) {
            write(ofClient(asker, "multiOperation", ""), Result.FAILURE);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            writeOne(asker, multi.parts().get(i), parts.get(i));
        }
    }

    private static AuditLine ofClient(Asker asker, String operation, String path) {
        return new AuditLine()
                .with("session", session(asker.sessionId()))
                .with("user", asker.users())
                .with("ip", asker.address())
                .with("operation", operation)
                .with("znode", path);
    }

    private static String session(long id) {
        return "0x" + Long.toHexString(id);
    }

    private static String typeOf(int flags) {
        return CreateMode.isValid(flags) ? CreateMode.of(flags).name().toLowerCase(Locale.ROOT) : "";
    }

    private static String textOf(List<Acl> list) {
        return list.stream()
                .map(acl -> acl.scheme() + ":" + acl.id() + ":" + permissions(acl.perms()))
                .collect(Collectors.joining());
    }

    private static String permissions(int perms) {
        StringBuilder text = new StringBuilder();
        append(text, perms, Acl.CREATE, 'c');
        append(text, perms, Acl.DELETE, 'd');
        append(text, perms, Acl.READ, 'r');
        append(text, perms, Acl.WRITE, 'w');
        append(text, perms, Acl.ADMIN, 'a');
        return text.toString();
    }

    private static void append(StringBuilder text, int perms, int permission, char letter) {
        if ((perms & permission) != 0) {
            text.append(letter);
        }
    }

    private static void write(AuditLine line, Result result) {
        String text = line.ending(result);
        if (result == Result.FAILURE) {
            LOG.error("{}", text);
        } else {
            LOG.info("{}", text);
        }
    }
}
