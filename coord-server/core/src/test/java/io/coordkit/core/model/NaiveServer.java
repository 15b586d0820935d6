package io.coordkit.core.model;

import io.coordkit.core.harness.Jute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jute.Record;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateResponse;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ErrorResponse;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.SetACLRequest;
import org.apache.zookeeper.proto.SetACLResponse;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetDataResponse;

/** The rules of every write, one after the other, on a {@link NaiveTree}: what a server must answer. */
final class NaiveServer {
    static final List<ACL> OPEN = List.of(new ACL(31, new Id("world", "anyone")));
    static final List<ACL> READ_ONLY = List.of(new ACL(1, new Id("world", "anyone")));

    private static final Set<String> SYSTEM = Set.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config");

    NaiveTree tree;
    private long zxid;
    private long timeMs;
    private long session;
    private List<Id> ids = List.of();

    NaiveServer(boolean ttlKnown) {
        tree = new NaiveTree(ttlKnown, OPEN, READ_ONLY);
    }

    /** What a client must be told: an error, or a body. */
    record Answer(Code error, Record body) {
        static Answer no(Code error) {
            return new Answer(error, null);
        }

        static Answer yes(Record body) {
            return new Answer(Code.OK, body);
        }
    }

    /** One request or one part of a multi. */
    record Call(int op, Record request) {}

    /** Who asks and when. */
    void turn(long zxid, long timeMs, long session, List<Id> ids) {
        this.zxid = zxid;
        this.timeMs = timeMs;
        this.session = session;
        this.ids = ids;
    }

    /** One write that stands alone. */
    Answer write(Call call) {
        return one(call);
    }

    /** A multi; the answer's bytes. */
    byte[] multi(List<Call> calls) {
        NaiveTree before = tree.copy();
        List<Answer> answers = new ArrayList<>();
        int culprit = -1;
        for (int i = 0; i < calls.size() && culprit < 0; i++) {
            answers.add(one(calls.get(i)));
            culprit = answers.get(i).error() == Code.OK ? -1 : i;
        }
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (culprit >= 0) {
                tree = before;
                int error = i < culprit
                        ? 0
                        : i > culprit
                                ? Code.RUNTIMEINCONSISTENCY.intValue()
                                : answers.get(i).error().intValue();
                records.add(new MultiHeader(-1, false, error));
                records.add(new ErrorResponse(error));
            } else {
                records.add(new MultiHeader(headerOf(calls.get(i).op()), false, 0));
                if (answers.get(i).body() != null) {
                    records.add(answers.get(i).body());
                }
            }
        }
        records.add(new MultiHeader(-1, true, -1));
        return Jute.bytes(records.toArray(new Record[0]));
    }

    void closeSession() {
        for (String path : tree.ephemeralsOf(session)) {
            remove(path);
        }
    }

    private static int headerOf(int op) {
        return op == OpCode.createContainer || op == OpCode.createTTL ? OpCode.create2 : op;
    }

    private Answer one(Call call) {
        Record request = call.request();
        if (request instanceof CreateTTLRequest c) {
            return create(call.op(), c.getPath(), c.getData(), c.getAcl(), c.getFlags(), c.getTtl());
        } else if (request instanceof CreateRequest c) {
            return create(call.op(), c.getPath(), c.getData(), c.getAcl(), c.getFlags(), -1);
        } else if (request instanceof DeleteRequest d) {
            return delete(d.getPath(), d.getVersion());
        } else if (request instanceof SetDataRequest s) {
            return setData(s);
        } else if (request instanceof SetACLRequest s) {
            return setAcl(s);
        } else if (request instanceof CheckVersionRequest c) {
            return check(c.getPath(), c.getVersion());
        }
        throw new AssertionError(request);
    }

    private Answer create(int op, String path, byte[] data, List<ACL> acl, int flags, long ttl) {
        boolean ttlMode = flags == 5 || flags == 6;
        if (flags < 0 || flags > 6) {
            return Answer.no(Code.BADARGUMENTS);
        }
        if (ttlMode && !tree.ttlKnown) {
            return Answer.no(Code.UNIMPLEMENTED);
        }
        if ((ttlMode || op == OpCode.createTTL) && !(ttlMode && ttl >= 1 && ttl < 1L << 40)) {
            return Answer.no(Code.BADARGUMENTS);
        }
        if (!path.contains("/") || path.contains("\0")) {
            return Answer.no(Code.BADARGUMENTS);
        }
        List<ACL> stored = fix(acl);
        if (stored == null) {
            return Answer.no(Code.INVALIDACL);
        }
        NaiveTree.Node parent = tree.nodes.get(NaiveTree.parentOf(path));
        if (parent == null) {
            return Answer.no(Code.NONODE);
        }
        if (!may(parent, 4)) {
            return Answer.no(Code.NOAUTH);
        }
        boolean sequential = flags == 2 || flags == 3 || flags == 6;
        String name = sequential ? path + String.format("%010d", parent.stat.getCversion()) : path;
        if (!isValid(name)) {
            return Answer.no(Code.BADARGUMENTS);
        }
        if (tree.nodes.containsKey(name)) {
            return Answer.no(Code.NODEEXISTS);
        }
        if (tree.isEphemeral(parent)) {
            return Answer.no(Code.NOCHILDRENFOREPHEMERALS);
        }
        parent.stat.setCversion(parent.stat.getCversion() + 1);
        parent.stat.setPzxid(zxid);
        NaiveTree.Node node = new NaiveTree.Node(data, stored);
        node.stat.setCzxid(zxid);
        node.stat.setMzxid(zxid);
        node.stat.setPzxid(zxid);
        node.stat.setCtime(timeMs);
        node.stat.setMtime(timeMs);
        node.stat.setEphemeralOwner(ownerOf(op, flags, ttl));
        tree.nodes.put(name, node);
        return Answer.yes(
                op == OpCode.create ? new CreateResponse(name) : new Create2Response(name, tree.visibleStat(name)));
    }

    private long ownerOf(int op, int flags, long ttl) {
        if (op == OpCode.createContainer) {
            return NaiveTree.CONTAINER;
        }
        if (op == OpCode.createTTL) {
            return NaiveTree.TTL_MARK | ttl;
        }
        return flags == 1 || flags == 3 ? session : 0;
    }

    private Answer delete(String path, int version) {
        if (!path.contains("/") || path.contains("\0") || SYSTEM.contains(path)) {
            return Answer.no(Code.BADARGUMENTS);
        }
        NaiveTree.Node parent = tree.nodes.get(NaiveTree.parentOf(path));
        if (parent == null) {
            return Answer.no(Code.NONODE);
        }
        if (!may(parent, 8)) {
            return Answer.no(Code.NOAUTH);
        }
        NaiveTree.Node node = tree.nodes.get(path);
        if (node == null) {
            return Answer.no(Code.NONODE);
        }
        if (version != -1 && version != node.stat.getVersion()) {
            return Answer.no(Code.BADVERSION);
        }
        if (!tree.childrenOf(path).isEmpty()) {
            return Answer.no(Code.NOTEMPTY);
        }
        remove(path);
        return Answer.yes(null);
    }

    private Answer setData(SetDataRequest request) {
        NaiveTree.Node node = tree.nodes.get(request.getPath());
        Code refusal = target(request.getPath(), node, 2);
        if (refusal == Code.OK && request.getVersion() != -1 && request.getVersion() != node.stat.getVersion()) {
            refusal = Code.BADVERSION;
        }
        if (refusal != Code.OK) {
            return Answer.no(refusal);
        }
        node.data = request.getData();
        node.stat.setVersion(node.stat.getVersion() + 1);
        node.stat.setMzxid(zxid);
        node.stat.setMtime(timeMs);
        return Answer.yes(new SetDataResponse(tree.visibleStat(request.getPath())));
    }

    private Answer setAcl(SetACLRequest request) {
        NaiveTree.Node node = tree.nodes.get(request.getPath());
        if (!isValid(request.getPath())) {
            return Answer.no(Code.BADARGUMENTS);
        }
        List<ACL> stored = fix(request.getAcl());
        if (stored == null) {
            return Answer.no(Code.INVALIDACL);
        }
        Code refusal = target(request.getPath(), node, 16);
        if (refusal == Code.OK && request.getVersion() != -1 && request.getVersion() != node.stat.getAversion()) {
            refusal = Code.BADVERSION;
        }
        if (refusal != Code.OK) {
            return Answer.no(refusal);
        }
        node.acl = stored;
        node.stat.setAversion(node.stat.getAversion() + 1);
        return Answer.yes(new SetACLResponse(tree.visibleStat(request.getPath())));
    }

    private Answer check(String path, int version) {
        NaiveTree.Node node = tree.nodes.get(path);
        Code refusal = target(path, node, 1);
        if (refusal == Code.OK && version != -1 && version != node.stat.getVersion()) {
            refusal = Code.BADVERSION;
        }
        return refusal == Code.OK ? Answer.yes(null) : Answer.no(refusal);
    }

    private Code target(String path, NaiveTree.Node node, int permission) {
        if (!isValid(path)) {
            return Code.BADARGUMENTS;
        }
        if (node == null) {
            return Code.NONODE;
        }
        return may(node, permission) ? Code.OK : Code.NOAUTH;
    }

    private void remove(String path) {
        tree.nodes.remove(path);
        tree.nodes.get(NaiveTree.parentOf(path)).stat.setPzxid(zxid);
    }

    private boolean may(NaiveTree.Node node, int permission) {
        for (ACL acl : node.acl) {
            boolean meant = acl.getId().getScheme().equals("world") || ids.contains(acl.getId());
            if (meant && (acl.getPerms() & permission) != 0) {
                return true;
            }
        }
        return node.acl.isEmpty();
    }

    private List<ACL> fix(List<ACL> acl) {
        List<ACL> fixed = new ArrayList<>();
        for (ACL entry : new LinkedHashSet<>(acl)) {
            String scheme = entry.getId().getScheme();
            if (scheme.equals("auth")) {
                int before = fixed.size();
                ids.stream()
                        .filter(id -> id.getScheme().equals("digest"))
                        .forEach(id -> fixed.add(new ACL(entry.getPerms(), id)));
                if (fixed.size() == before) {
                    return null;
                }
            } else if (scheme.equals("world") && entry.getId().getId().equals("anyone")
                    || scheme.equals("digest") && entry.getId().getId().split(":").length == 2) {
                fixed.add(entry);
            } else {
                return null;
            }
        }
        return fixed.isEmpty() ? null : fixed;
    }

    private static boolean isValid(String path) {
        try {
            PathUtils.validatePath(path);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
