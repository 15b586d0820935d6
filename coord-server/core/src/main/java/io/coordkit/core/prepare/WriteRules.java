package io.coordkit.core.prepare;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.OwnerKind;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.PathRules;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is checked for each kind of write, in the reference's order: clients can tell the order from the error they get. Each
 * method returns the transaction, or a {@link Txn.Failed} with the first thing that was wrong.
 */
final class WriteRules implements WriteRequest.Visitor<Txn> {
    private static final int ANY_VERSION = -1;
    private static final Set<String> UNDELETABLE = Set.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config");

    private final DataTree tree;
    private final SessionRule sessions;
    private final AccessControl access;
    private final QuotaRule quota;
    private @Nullable WriteContext context;
    private PendingChanges.@Nullable Layer layer;

    WriteRules(DataTree tree, SessionRule sessions, AccessControl access, QuotaRule quota) {
        this.tree = tree;
        this.sessions = sessions;
        this.access = access;
        this.quota = quota;
    }

    void begin(WriteContext context, PendingChanges.Layer layer) {
        this.context = context;
        this.layer = layer;
    }

    @Override
    public Txn onCreate(WriteRequest.Create request) {
        ErrorCode wrong = checkMode(request);
        if (wrong == ErrorCode.OK) {
            wrong = CreateMode.of(request.flags()).isEphemeral()
                    ? sessions.checkShared(context())
                    : sessions.check(context());
        }
        if (wrong != ErrorCode.OK) {
            return Txn.Failed.of(wrong);
        }
        String given = request.path();
        if (given.indexOf('/') < 0 || given.indexOf('\0') >= 0) {
            return Txn.Failed.of(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = access.normalise(request.acl(), context().ids());
        if (acl == null) {
            return Txn.Failed.of(ErrorCode.INVALID_ACL);
        }
        PendingNode parent = layer().find(PathRules.parentOf(given));
        if (parent == null) {
            return Txn.Failed.of(ErrorCode.NO_NODE);
        }
        if (!allows(parent, Acl.CREATE)) {
            return Txn.Failed.of(ErrorCode.NO_AUTH);
        }
        CreateMode mode = CreateMode.of(request.flags());
        String path = mode.isSequential() ? given + suffix(parent.cversion) : given;
        if (!PathRules.isValid(path)) {
            return Txn.Failed.of(ErrorCode.BAD_ARGUMENTS);
        }
        if (path.length() == 1 || layer().find(path) != null) {
            return Txn.Failed.of(ErrorCode.NODE_EXISTS);
        }
        if (tree.kindOf(parent.owner) == OwnerKind.EPHEMERAL) {
            return Txn.Failed.of(ErrorCode.NO_CHILDREN_FOR_EPHEMERALS);
        }
        ErrorCode exceeded = quota.checkCreate(path, request.data());
        if (exceeded != ErrorCode.OK) {
            return Txn.Failed.of(exceeded);
        }
        return create(request, mode, path, acl, parent);
    }

    @Override
    public Txn onDelete(WriteRequest.Delete request) {
        ErrorCode session = sessions.check(context());
        if (session != ErrorCode.OK) {
            return Txn.Failed.of(session);
        }
        String path = request.path();
        if (path.indexOf('/') < 0 || path.indexOf('\0') >= 0 || UNDELETABLE.contains(path)) {
            return Txn.Failed.of(ErrorCode.BAD_ARGUMENTS);
        }
        PendingNode parent = layer().find(PathRules.parentOf(path));
        if (parent == null) {
            return Txn.Failed.of(ErrorCode.NO_NODE);
        }
        if (!allows(parent, Acl.DELETE)) {
            return Txn.Failed.of(ErrorCode.NO_AUTH);
        }
        PendingNode node = layer().find(path);
        if (node == null) {
            return Txn.Failed.of(ErrorCode.NO_NODE);
        }
        if (!matches(request.version(), node.version)) {
            return Txn.Failed.of(ErrorCode.BAD_VERSION);
        }
        if (node.childCount > 0) {
            return Txn.Failed.of(ErrorCode.NOT_EMPTY);
        }
        remove(node, parent);
        return new Txn.Delete(OpCode.DELETE, path);
    }

    @Override
    public Txn onDeleteContainer(WriteRequest.DeleteContainer request) {
        String path = request.path();
        PendingNode node = layer().find(path);
        if (node == null) {
            return Txn.Failed.of(ErrorCode.NO_NODE);
        }
        if (node.childCount > 0) {
            return Txn.Failed.of(ErrorCode.NOT_EMPTY);
        }
        // The reference refuses ephemerals only. A znode that took the container's name meanwhile, of whatever kind,
        // stays.
        if (node.mzxid != request.mzxid()) {
            return Txn.Failed.of(ErrorCode.BAD_VERSION);
        }
        PendingNode parent = layer().find(PathRules.parentOf(path));
        if (parent == null) {
            return Txn.Failed.of(ErrorCode.NO_NODE);
        }
        remove(node, parent);
        return new Txn.Delete(OpCode.DELETE_CONTAINER, path);
    }

    @Override
    public Txn onSetData(WriteRequest.SetData request) {
        ErrorCode wrong = checkTarget(request.path());
        if (wrong != ErrorCode.OK) {
            return Txn.Failed.of(wrong);
        }
        PendingNode node = layer().find(request.path());
        if (node == null) {
            return Txn.Failed.of(ErrorCode.NO_NODE);
        }
        if (!allows(node, Acl.WRITE)) {
            return Txn.Failed.of(ErrorCode.NO_AUTH);
        }
        ErrorCode exceeded = quota.checkSetData(request.path(), node.data, request.data());
        if (exceeded != ErrorCode.OK) {
            return Txn.Failed.of(exceeded);
        }
        if (!matches(request.version(), node.version)) {
            return Txn.Failed.of(ErrorCode.BAD_VERSION);
        }
        PendingNode changed = layer().edit(node, context().zxid());
        changed.data = request.data();
        changed.version++;
        changed.mzxid = context().zxid();
        changed.mtime = context().timeMs();
        layer().put(changed, context().zxid());
        return new Txn.SetData(OpCode.SET_DATA, request.path(), request.data(), changed.version);
    }

    @Override
    public Txn onSetAcl(WriteRequest.SetAcl request) {
        ErrorCode wrong = checkTarget(request.path());
        if (wrong != ErrorCode.OK) {
            return Txn.Failed.of(wrong);
        }
        List<Acl> acl = access.normalise(request.acl(), context().ids());
        if (acl == null) {
            return Txn.Failed.of(ErrorCode.INVALID_ACL);
        }
        PendingNode node = layer().find(request.path());
        if (node == null) {
            return Txn.Failed.of(ErrorCode.NO_NODE);
        }
        if (!allows(node, Acl.ADMIN)) {
            return Txn.Failed.of(ErrorCode.NO_AUTH);
        }
        if (!matches(request.version(), node.aversion)) {
            return Txn.Failed.of(ErrorCode.BAD_VERSION);
        }
        PendingNode changed = layer().edit(node, context().zxid());
        changed.acl = acl;
        changed.aversion++;
        layer().put(changed, context().zxid());
        return new Txn.SetAcl(request.path(), acl, changed.aversion);
    }

    @Override
    public Txn onCheck(WriteRequest.Check request) {
        ErrorCode wrong = checkTarget(request.path());
        if (wrong != ErrorCode.OK) {
            return Txn.Failed.of(wrong);
        }
        PendingNode node = layer().find(request.path());
        if (node == null) {
            return Txn.Failed.of(ErrorCode.NO_NODE);
        }
        if (!allows(node, Acl.READ)) {
            return Txn.Failed.of(ErrorCode.NO_AUTH);
        }
        if (!matches(request.version(), node.version)) {
            return Txn.Failed.of(ErrorCode.BAD_VERSION);
        }
        // The reference writes the version it would have set, one more; nobody reads it.
        return new Txn.Check(request.path(), node.version + 1);
    }

    @Override
    public Txn onMulti(WriteRequest.Multi request) {
        throw new IllegalStateException("a multi inside a multi does not parse");
    }

    @Override
    public Txn onReconfig(WriteRequest.Reconfig request) {
        return Txn.Failed.of(ErrorCode.RECONFIG_DISABLED);
    }

    @Override
    public Txn onCreateSession(WriteRequest.CreateSession request) {
        return new Txn.CreateSession(request.timeoutMs());
    }

    @Override
    public Txn onCloseSession(WriteRequest.CloseSession request) {
        List<String> paths = new ArrayList<>(layer().ephemeralsOf(context().sessionId()));
        for (String path : paths) {
            PendingNode node = layer().find(path);
            PendingNode parent = layer().find(PathRules.parentOf(path));
            if (node != null && parent != null) {
                remove(node, parent);
            }
        }
        return new Txn.CloseSession(paths, true);
    }

    private Txn create(WriteRequest.Create request, CreateMode mode, String path, List<Acl> acl, PendingNode parent) {
        long zxid = context().zxid();
        int cversion = parent.cversion + 1;
        PendingNode raised = layer().edit(parent, zxid);
        raised.childCount++;
        // Never lowered, as at apply: after 2^31 sequential creates the counter stays where it is.
        if (cversion > raised.cversion) {
            raised.cversion = cversion;
            raised.pzxid = zxid;
        }
        layer().put(raised, zxid);
        PendingNode node = new PendingNode(path, acl, request.data());
        node.czxid = zxid;
        node.mzxid = zxid;
        node.pzxid = zxid;
        node.ctime = context().timeMs();
        node.mtime = context().timeMs();
        node.owner = ownerOf(request, mode);
        layer().put(node, zxid);
        return new Txn.Create(request.op(), path, request.data(), acl, mode.isEphemeral(), cversion, request.ttlMs());
    }

    private void remove(PendingNode node, PendingNode parent) {
        long zxid = context().zxid();
        PendingNode lowered = layer().edit(parent, zxid);
        lowered.childCount--;
        lowered.pzxid = zxid;
        layer().put(lowered, zxid);
        PendingNode gone = layer().edit(node, zxid);
        gone.exists = false;
        layer().put(gone, zxid);
    }

    private ErrorCode checkMode(WriteRequest.Create request) {
        if (!CreateMode.isValid(request.flags())) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        boolean ttlMode = CreateMode.of(request.flags()).hasTtl();
        if (ttlMode && !tree.options().extendedTypes()) {
            return ErrorCode.UNIMPLEMENTED;
        }
        if (!ttlMode && request.op() != OpCode.CREATE_TTL) {
            return ErrorCode.OK;
        }
        return ttlMode && CreateMode.isTtl(request.ttlMs()) ? ErrorCode.OK : ErrorCode.BAD_ARGUMENTS;
    }

    private ErrorCode checkTarget(String path) {
        ErrorCode session = sessions.check(context());
        if (session != ErrorCode.OK) {
            return session;
        }
        return PathRules.isValid(path) ? ErrorCode.OK : ErrorCode.BAD_ARGUMENTS;
    }

    private boolean allows(PendingNode node, int perms) {
        return access.allows(node.acl, perms, context().ids());
    }

    private long ownerOf(WriteRequest.Create request, CreateMode mode) {
        return switch (request.op()) {
            case CREATE_CONTAINER -> OwnerKind.CONTAINER_OWNER;
            case CREATE_TTL -> OwnerKind.ttlOwner(request.ttlMs());
            default -> mode.isEphemeral() ? context().sessionId() : 0;
        };
    }

    private static boolean matches(int wanted, int actual) {
        return wanted == ANY_VERSION || wanted == actual;
    }

    private static String suffix(int number) {
        if (number < 0) {
            return String.format(Locale.ENGLISH, "%010d", number);
        }
        String digits = Integer.toString(number);
        return "0000000000".substring(digits.length()) + digits;
    }

    private WriteContext context() {
        if (context == null) {
            throw new IllegalStateException("begin was not called");
        }
        return context;
    }

    private PendingChanges.Layer layer() {
        if (layer == null) {
            throw new IllegalStateException("begin was not called");
        }
        return layer;
    }
}
