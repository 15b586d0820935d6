package io.coordkit.core.broadcast;

import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;

/** Hears of each transaction once it is applied, in zxid order. */
@FunctionalInterface
public interface CommitListener {
    /** @param origin connection of this server that waits for it, or none */
    void onCommitted(long origin, TxnHeader header, Txn txn, TxnResult result);
}
