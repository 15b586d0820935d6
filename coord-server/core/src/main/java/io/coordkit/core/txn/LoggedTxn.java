package io.coordkit.core.txn;

/**
 * One record of the log, or one proposal.
 *
 * @param header who, when, which zxid
 * @param txn what
 * @param hasDigest whether a digest followed; error transactions and old logs have none
 * @param digest digest of the tree after the transaction, meaningless without {@code hasDigest}
 */
public record LoggedTxn(TxnHeader header, Txn txn, boolean hasDigest, long digest) {}
