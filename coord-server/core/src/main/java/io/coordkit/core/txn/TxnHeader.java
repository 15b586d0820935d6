package io.coordkit.core.txn;

/**
 * What every transaction starts with.
 *
 * @param clientId session that asked for it
 * @param cxid the client's xid
 * @param zxid its place in the order of everything
 * @param timeMs wall clock of the leader
 */
public record TxnHeader(long clientId, int cxid, long zxid, long timeMs) {}
