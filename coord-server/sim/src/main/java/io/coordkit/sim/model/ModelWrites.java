package io.coordkit.sim.model;

import io.coordkit.core.quorum.Membership;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.EventType;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What each write does to the model, and what its answer must be. */
public final class ModelWrites {
    private static final Set<String> UNDELETABLE = Set.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config");

    private final ModelTree tree;
    private long zxid;
    private long timeMs;
    private long session;
    private Optional<ErrorCode> ruling = Optional.empty();

    /** Writes to this tree. */
    public ModelWrites(ModelTree tree) {
        this.tree = tree;
    }

    /**
     * Does what a client asked, as the transaction {@code zxid}.
     *
     * @param leaders why the leader has refused it, if that is a reason of which requests say nothing: somebody else spoke for the
     *     session by then, or with a reconfiguration, that another was under way or that the new members did not follow
     */
    public Expected apply(
            WriteRequest request, long sessionId, long newZxid, long wallMs, Optional<ErrorCode> leaders) {
        begin(sessionId, newZxid, wallMs);
        ruling = leaders;
        Expected answer = request instanceof WriteRequest.Multi multi ? multi(multi) : single(request);
        tree.setZxid(newZxid);
        return answer;
    }

    /** A session begins. */
    public void openSession(long sessionId, long newZxid) {
        tree.addSession(sessionId);
        tree.setZxid(newZxid);
    }

    /** A session ends; its ephemerals go in the order that the transaction gives. */
    public void closeSession(long sessionId, Txn.CloseSession txn, long newZxid) {
        begin(sessionId, newZxid, 0);
        tree.removeSession(sessionId);
        for (String path : txn.paths()) {
            remove(path);
        }
        tree.setZxid(newZxid);
    }

    /** The server removes an empty container; returns whether it was one. */
    public boolean removeContainer(String path, long newZxid) {
        begin(0, newZxid, 0);
        tree.setZxid(newZxid);
        ModelNode node = tree.find(path);
        boolean removable = node != null && node.container && node.children.isEmpty() && node.childCreations > 0;
        if (removable) {
            remove(path);
        }
        return removable;
    }

    /** A transaction that changes nothing. */
    public void pass(long newZxid) {
        tree.setZxid(newZxid);
    }

    private void begin(long sessionId, long newZxid, long wallMs) {
        session = sessionId;
        zxid = newZxid;
        timeMs = wallMs;
    }

    private Expected single(WriteRequest request) {
        if (!tree.hasSession(session)) {
            return Expected.refused(request.op(), ErrorCode.SESSION_EXPIRED);
        }
        if (hasRuled(ErrorCode.SESSION_MOVED)) {
            return Expected.refused(request.op(), ErrorCode.SESSION_MOVED);
        }
        if (request instanceof WriteRequest.Create create) {
            return create(create);
        } else if (request instanceof WriteRequest.Delete delete) {
            return delete(delete);
        } else if (request instanceof WriteRequest.SetData setData) {
            return setData(setData);
        } else if (request instanceof WriteRequest.Check check) {
            return check(check);
        } else if (request instanceof WriteRequest.Reconfig reconfig) {
            return reconfig(reconfig);
        }
        throw new IllegalArgumentException("the model does not know " + request.op());
    }

    /** All or nothing: after the first refusal the rest is not looked at, and what was done is undone. */
    private Expected multi(WriteRequest.Multi multi) {
        ModelTree before = tree.copyOfNodes();
        List<Change> changesBefore = List.copyOf(tree.changes());
        List<Expected> parts = new ArrayList<>();
        int culprit = -1;
        for (WriteRequest part : multi.parts()) {
            Expected answer =
                    culprit >= 0 ? Expected.refused(part.op(), ErrorCode.RUNTIME_INCONSISTENCY) : single(part);
            if (culprit < 0 && answer.error() != ErrorCode.OK) {
                culprit = parts.size();
            }
            parts.add(answer);
        }
        if (culprit < 0) {
            return new Expected(OpCode.MULTI, ErrorCode.OK, null, null, parts);
        }
        tree.restoreNodes(before);
        tree.changes().clear();
        tree.changes().addAll(changesBefore);
        ErrorCode reason = parts.get(culprit).error();
        for (int i = 0; i < culprit; i++) {
            parts.set(i, Expected.refused(parts.get(i).op(), ErrorCode.OK));
        }
        return new Expected(OpCode.MULTI, reason, null, null, parts);
    }

    private Expected create(WriteRequest.Create request) {
        ModelNode parent = tree.find(Change.parentOf(request.path()));
        if (parent == null) {
            return Expected.refused(request.op(), ErrorCode.NO_NODE);
        }
        CreateMode mode = CreateMode.of(request.flags());
        String path = request.path();
        if (mode.isSequential()) {
            path += String.format(Locale.ROOT, "%010d", parent.childCreations);
        }
        if (tree.find(path) != null) {
            return Expected.refused(request.op(), ErrorCode.NODE_EXISTS);
        }
        if (parent.owner != 0) {
            return Expected.refused(request.op(), ErrorCode.NO_CHILDREN_FOR_EPHEMERALS);
        }
        ModelNode node = new ModelNode(request.data());
        node.czxid = zxid;
        node.mzxid = zxid;
        node.pzxid = zxid;
        node.ctime = timeMs;
        node.mtime = timeMs;
        node.owner = mode.isEphemeral() ? session : 0;
        node.container = request.op() == OpCode.CREATE_CONTAINER;
        tree.add(path, node);
        tree.changes().add(new Change(EventType.NODE_CREATED, path));
        return new Expected(request.op(), ErrorCode.OK, path, node.stat(), List.of());
    }

    private Expected delete(WriteRequest.Delete request) {
        String path = request.path();
        if (UNDELETABLE.contains(path)) {
            return Expected.refused(OpCode.DELETE, ErrorCode.BAD_ARGUMENTS);
        }
        ModelNode node = tree.find(path);
        if (node == null) {
            return Expected.refused(OpCode.DELETE, ErrorCode.NO_NODE);
        }
        if (tree.versionRefusal(path, request.version()) != ErrorCode.OK) {
            return Expected.refused(OpCode.DELETE, ErrorCode.BAD_VERSION);
        }
        if (!node.children.isEmpty()) {
            return Expected.refused(OpCode.DELETE, ErrorCode.NOT_EMPTY);
        }
        remove(path);
        return Expected.done(OpCode.DELETE);
    }

    private Expected setData(WriteRequest.SetData request) {
        ModelNode node = tree.find(request.path());
        if (node == null) {
            return Expected.refused(OpCode.SET_DATA, ErrorCode.NO_NODE);
        }
        if (tree.versionRefusal(request.path(), request.version()) != ErrorCode.OK) {
            return Expected.refused(OpCode.SET_DATA, ErrorCode.BAD_VERSION);
        }
        node.data = request.data();
        node.version++;
        node.mzxid = zxid;
        node.mtime = timeMs;
        tree.touch(request.path());
        tree.changes().add(new Change(EventType.NODE_DATA_CHANGED, request.path()));
        return new Expected(OpCode.SET_DATA, ErrorCode.OK, null, node.stat(), List.of());
    }

    private Expected check(WriteRequest.Check request) {
        if (tree.find(request.path()) == null) {
            return Expected.refused(OpCode.CHECK, ErrorCode.NO_NODE);
        }
        ErrorCode refusal = tree.versionRefusal(request.path(), request.version());
        return refusal == ErrorCode.OK ? Expected.done(OpCode.CHECK) : Expected.refused(OpCode.CHECK, refusal);
    }

    private Expected reconfig(WriteRequest.Reconfig request) {
        if (hasRuled(ErrorCode.RECONFIG_IN_PROGRESS)) {
            return Expected.refused(OpCode.RECONFIG, ErrorCode.RECONFIG_IN_PROGRESS);
        }
        Membership next = ModelMembers.after(tree.members(), request).withVersion(zxid);
        int voters = next.voters().size();
        boolean observersWithout =
                voters < ModelMembers.VOTERS_MIN && next.members().size() > voters;
        if (observersWithout && request.newMembers() != null) {
            return Expected.refused(OpCode.RECONFIG, ErrorCode.MARSHALLING_ERROR);
        } else if (voters < ModelMembers.VOTERS_MIN) {
            return Expected.refused(OpCode.RECONFIG, ErrorCode.BAD_ARGUMENTS);
        } else if (hasRuled(ErrorCode.NEW_CONFIG_NO_QUORUM)) {
            return Expected.refused(OpCode.RECONFIG, ErrorCode.NEW_CONFIG_NO_QUORUM);
        }
        tree.setMembers(next);
        return new Expected(OpCode.RECONFIG, ErrorCode.OK, next.toText(), null, List.of());
    }

    private boolean hasRuled(ErrorCode reason) {
        return ruling.filter(reason::equals).isPresent();
    }

    private void remove(String path) {
        if (tree.find(path) != null) {
            tree.remove(path, zxid);
            tree.changes().add(new Change(EventType.NODE_DELETED, path));
        }
    }
}
