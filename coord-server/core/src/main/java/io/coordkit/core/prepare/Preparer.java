package io.coordkit.core.prepare;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.effect.Report;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns a write into the transaction that it becomes, or into a {@link Txn.Failed}, against the committed tree and everything
 * proposed before ({@code PrepRequestProcessor} of the reference). It changes nothing but its own record of what is pending.
 */
public final class Preparer {
    private final DataTree tree;
    private final PendingChanges pending;
    private final WriteRules rules;
    private PendingChanges.Layer layer;

    /**
     * A preparer for a tree of which everything proposed has been applied.
     *
     * @param policy which sessions there are
     * @param enforceQuotas whether quotas are looked at
     * @param ensemble what a reconfiguration is judged by
     * @param reports hears what exceeds them
     */
    public Preparer(
            DataTree tree,
            SessionTable sessions,
            SessionPolicy policy,
            AccessControl access,
            boolean enforceQuotas,
            EnsembleView ensemble,
            Consumer<Report.QuotaExceeded> reports) {
        this.tree = tree;
        this.pending = new PendingChanges(tree);
        this.rules = new WriteRules(
                tree, new SessionRule(sessions, policy), access, new QuotaRule(tree, enforceQuotas, reports), ensemble);
        this.layer = pending.layer();
    }

    /**
     * The transaction for a request; it takes the context's zxid, refused or not. What it changes counts as pending once it is
     * {@linkplain #accept accepted}, or is {@linkplain #drop dropped}.
     */
    public Txn prepare(WriteRequest request, WriteContext context) {
        layer = pending.layer();
        rules.begin(context, layer);
        Txn txn = request instanceof WriteRequest.Multi multi ? prepareMulti(multi) : request.accept(rules);
        if (isRefusal(txn)) {
            layer = pending.layer();
        }
        return txn;
    }

    /** The transaction prepared last is on its way. */
    public void accept() {
        layer.merge();
        layer = pending.layer();
    }

    /** The transaction prepared last will not happen. */
    public void drop() {
        layer = pending.layer();
    }

    /** Digest of the tree once everything on its way and the transaction prepared last have been applied. */
    public long digest() {
        return pending.digest() + layer.digestChange();
    }

    /** Whether transactions carry digests. */
    public boolean keepsDigest() {
        return tree.options().digest();
    }

    /** Everything up to this zxid has been applied to the tree. */
    public void applied(long zxid) {
        pending.applied(zxid);
    }

    /** Parts see the effects of earlier parts; after the first refusal the rest is not looked at. */
    private Txn prepareMulti(WriteRequest.Multi multi) {
        if (!multi.wellFormed()) {
            return Txn.Failed.of(ErrorCode.MARSHALLING_ERROR);
        }
        List<Txn> parts = new ArrayList<>(multi.parts().size());
        boolean refused = false;
        for (WriteRequest part : multi.parts()) {
            Txn txn = refused ? Txn.Failed.of(ErrorCode.RUNTIME_INCONSISTENCY) : part.accept(rules);
            refused = refused || txn instanceof Txn.Failed;
            parts.add(txn);
        }
        return new Txn.Multi(parts);
    }

    private static boolean isRefusal(Txn txn) {
        return txn instanceof Txn.Failed || txn instanceof Txn.Multi multi && multi.isRefused();
    }
}
