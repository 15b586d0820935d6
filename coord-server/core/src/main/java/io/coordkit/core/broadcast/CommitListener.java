package io.coordkit.core.broadcast;

import io.coordkit.core.tree.TxnResult;

/** Hears of each transaction once it is applied, in zxid order. */
@FunctionalInterface
public interface CommitListener {
    /** A transaction has been applied, with this outcome for whoever asked for it. */
    void onCommitted(Proposal proposal, TxnResult result);
}
