package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.auth.AuthId;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.PathRules;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import java.util.function.Supplier;

/**
 * Refuses writes for which the leader need not be asked, because what is applied here does not allow them ({@code
 * ZooKeeperServer.authWriteRequest} of the reference, {@code zookeeper.enableEagerACLCheck}). Such a refusal takes no zxid. The
 * reference sends it past the answers that the client still waits for; here it has its turn.
 */
public final class EagerAccess implements Upstream {
    private final Upstream leader;
    private final DataTree tree;
    private final AccessControl access;
    private final Supplier<ClientFront> clients;

    /** @param leader who decides what passes */
    public EagerAccess(Upstream leader, DataTree tree, AccessControl access, Supplier<ClientFront> clients) {
        this.leader = leader;
        this.tree = tree;
        this.access = access;
        this.clients = clients;
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        ErrorCode wrong = check(request, ids);
        if (wrong == ErrorCode.OK) {
            leader.propose(request, sessionId, cxid, ids, connection);
        } else {
            clients.get().onRefused(connection, cxid, wrong);
        }
    }

    @Override
    public void sync(long sessionId, int cxid, long connection) {
        leader.sync(sessionId, cxid, connection);
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        leader.revalidate(sessionId, timeoutMs, connection);
    }

    @Override
    public long bytesOnTheWay() {
        return leader.bytesOnTheWay();
    }

    /** Only these are looked at, and what a znode that is absent would have allowed nobody knows. */
    private ErrorCode check(WriteRequest request, List<AuthId> ids) {
        if (request instanceof WriteRequest.Create create && isPlain(create)) {
            ErrorCode wrong = checkList(create.acl(), ids);
            return wrong == ErrorCode.OK ? checkParent(create.path(), Acl.CREATE, ids) : wrong;
        } else if (request instanceof WriteRequest.Delete delete) {
            return checkParent(delete.path(), Acl.DELETE, ids);
        } else if (request instanceof WriteRequest.SetData setData) {
            return checkAt(setData.path(), Acl.WRITE, ids);
        } else if (request instanceof WriteRequest.SetAcl setAcl) {
            ErrorCode wrong = checkList(setAcl.acl(), ids);
            return wrong == ErrorCode.OK ? checkAt(setAcl.path(), Acl.ADMIN, ids) : wrong;
        }
        return ErrorCode.OK;
    }

    private static boolean isPlain(WriteRequest.Create create) {
        return create.op() == OpCode.CREATE || create.op() == OpCode.CREATE2;
    }

    private ErrorCode checkList(List<Acl> acl, List<AuthId> ids) {
        return access.normalise(acl, ids) == null ? ErrorCode.INVALID_ACL : ErrorCode.OK;
    }

    private ErrorCode checkParent(String path, int permission, List<AuthId> ids) {
        return path.indexOf('/') < 0 ? ErrorCode.OK : checkAt(PathRules.parentOf(path), permission, ids);
    }

    private ErrorCode checkAt(String path, int permission, List<AuthId> ids) {
        Znode node = tree.find(path);
        return node == null || access.allows(node.acl(), permission, ids) ? ErrorCode.OK : ErrorCode.NO_AUTH;
    }
}
