package io.coordkit.core.tree;

import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.PathRules;
import java.util.ArrayList;
import java.util.List;

/**
 * What each kind of transaction does to the tree ({@code DataTree.processTxn} of the reference). Written so that replaying a
 * log over a snapshot that was taken while its transactions ran leads to the same tree; the issue numbers name what went
 * wrong where a rule was missing.
 */
final class TxnApplier implements Txn.Visitor<TxnResult> {
    private final DataTree tree;
    private TxnHeader header = new TxnHeader(0, 0, 0, 0);

    TxnApplier(DataTree tree) {
        this.tree = tree;
    }

    TxnResult apply(TxnHeader header, Txn txn) {
        this.header = header;
        return txn.accept(this);
    }

    @Override
    public TxnResult onCreate(Txn.Create txn) {
        String parentPath = PathRules.parentOf(txn.path());
        Znode parent = tree.find(parentPath);
        if (parent == null) {
            return TxnResult.Refused.with(ErrorCode.NO_NODE);
        }
        Znode existing = tree.find(txn.path());
        if (existing != null) {
            // The snapshot has the znode already, perhaps with an ACL it could not resolve (ZOOKEEPER-3306).
            tree.setAcl(txn.path(), existing, txn.acl(), existing.aversion());
            if (txn.op() == OpCode.CREATE) {
                raiseParent(parentPath, parent, txn.parentCversion());
            }
            return TxnResult.Refused.with(ErrorCode.NODE_EXISTS);
        }
        raiseParent(parentPath, parent, txn.parentCversion());
        Znode node = tree.newNode(txn.path(), txn.acl(), txn.data());
        node.begin(header.zxid(), header.timeMs(), ownerOf(txn));
        tree.link(txn.path(), parent, node);
        TxnResult created = new TxnResult.Created(txn.op(), txn.path(), tree.statOf(node));
        tree.quotas().onCreated(txn.path(), node);
        tree.listener().onCreated(txn.path(), node.dataLength(), node.acl(), parent.acl(), header.zxid());
        return created;
    }

    @Override
    public TxnResult onDelete(Txn.Delete txn) {
        return remove(txn.path()) ? new TxnResult.Done(OpCode.DELETE) : TxnResult.Refused.with(ErrorCode.NO_NODE);
    }

    @Override
    public TxnResult onSetData(Txn.SetData txn) {
        Znode node = tree.find(txn.path());
        if (node == null) {
            return TxnResult.Refused.with(ErrorCode.NO_NODE);
        }
        node.change(txn.version(), header.zxid(), header.timeMs());
        byte[] former = node.data;
        tree.setData(txn.path(), node, txn.data());
        tree.quotas().onDataChanged(txn.path(), former, txn.data());
        tree.listener().onDataChanged(txn.path(), node.dataLength(), node.acl(), header.zxid());
        byte[] data = txn.data();
        return txn.op() == OpCode.RECONFIG && data != null
                ? new TxnResult.Reconfigured(data, tree.statOf(node))
                : new TxnResult.Changed(OpCode.SET_DATA, tree.statOf(node));
    }

    @Override
    public TxnResult onSetAcl(Txn.SetAcl txn) {
        Znode node = tree.find(txn.path());
        if (node == null) {
            return TxnResult.Refused.with(ErrorCode.NO_NODE);
        }
        tree.setAcl(txn.path(), node, txn.acl(), txn.version());
        return new TxnResult.Changed(OpCode.SET_ACL, tree.statOf(node));
    }

    @Override
    public TxnResult onCheck(Txn.Check txn) {
        return new TxnResult.Done(OpCode.CHECK);
    }

    @Override
    public TxnResult onMulti(Txn.Multi txn) {
        List<TxnResult> results = new ArrayList<>(txn.parts().size());
        if (!txn.isRefused()) {
            for (Txn part : txn.parts()) {
                results.add(part.accept(this));
            }
            return new TxnResult.Parts(results);
        }
        boolean culpritSeen = false;
        for (Txn part : txn.parts()) {
            if (part instanceof Txn.Failed refusal) {
                culpritSeen = true;
                results.add(new TxnResult.Refused(refusal.code()));
            } else {
                results.add(TxnResult.Refused.with(culpritSeen ? ErrorCode.RUNTIME_INCONSISTENCY : ErrorCode.OK));
            }
        }
        return new TxnResult.Parts(results);
    }

    @Override
    public TxnResult onCreateSession(Txn.CreateSession txn) {
        tree.sessionTimeouts().put(header.clientId(), txn.timeoutMs());
        return new TxnResult.Done(OpCode.CREATE_SESSION);
    }

    @Override
    public TxnResult onCloseSession(Txn.CloseSession txn) {
        tree.sessionTimeouts().remove(header.clientId());
        // First what the leader listed, whoever owns it here (ZOOKEEPER-3145), then what is left: an ephemeral that a
        // fuzzy
        // snapshot kept must not outlive its session (ZOOKEEPER-3144).
        txn.paths().forEach(this::remove);
        tree.ephemeralsOf(header.clientId()).forEach(this::remove);
        return new TxnResult.Done(OpCode.CLOSE_SESSION);
    }

    @Override
    public TxnResult onError(Txn.Failed txn) {
        return new TxnResult.Refused(txn.code());
    }

    private boolean remove(String path) {
        String parentPath = PathRules.parentOf(path);
        Znode parent = tree.find(parentPath);
        if (parent == null) {
            return false;
        }
        // Even when the znode is gone already: the parent in the snapshot may be older (ZOOKEEPER-3145).
        if (header.zxid() > parent.pzxid()) {
            parent.setPzxid(header.zxid());
            tree.refreshDigest(parentPath, parent);
        }
        Znode node = tree.find(path);
        if (node == null) {
            return false;
        }
        tree.unlink(node);
        tree.quotas().onDeleted(path, node);
        tree.listener().onDeleted(path, node.acl(), parent.acl(), header.zxid());
        return true;
    }

    /** Never lowers: the snapshot may already count later creations (ZOOKEEPER-3249). */
    private void raiseParent(String parentPath, Znode parent, int cversion) {
        int raised = cversion == -1 ? parent.createdChildren() + 1 : cversion;
        if (raised > parent.createdChildren()) {
            parent.setCreatedChildren(raised);
            parent.setPzxid(header.zxid());
            tree.refreshDigest(parentPath, parent);
        }
    }

    private long ownerOf(Txn.Create txn) {
        return switch (txn.op()) {
            case CREATE_CONTAINER -> OwnerKind.CONTAINER_OWNER;
            case CREATE_TTL -> OwnerKind.ttlOwner(txn.ttlMs());
            default -> txn.ephemeral() ? header.clientId() : 0;
        };
    }
}
