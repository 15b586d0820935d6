package io.coordkit.core.broadcast;

import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;

/**
 * A transaction that has its zxid and is not applied yet.
 *
 * @param origin connection of this server that waits for it, or {@link io.coordkit.core.client.Proposer#NO_CONNECTION}
 * @param digest digest of the tree once it is applied
 * @param bytes length of its record in the log
 */
record Proposal(TxnHeader header, Txn txn, long origin, long digest, int bytes) {}
