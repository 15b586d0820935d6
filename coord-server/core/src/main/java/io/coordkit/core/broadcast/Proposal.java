package io.coordkit.core.broadcast;

import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.OpCode;

/**
 * A transaction that has its zxid and is not applied yet.
 *
 * @param logged what it is
 * @param payload its bytes; empty where nobody will ask for them again
 * @param bytes length of its record in the log
 * @param origin connection of this server that waits for it, or {@link io.coordkit.core.client.Upstream#NO_CONNECTION}
 */
public record Proposal(LoggedTxn logged, byte[] payload, int bytes, long origin) {
    /** Its place in the order of everything. */
    public long zxid() {
        return logged.header().zxid();
    }

    /** What it starts with. */
    public TxnHeader header() {
        return logged.header();
    }

    /** Whether it changes the members of the ensemble. */
    public boolean isReconfig() {
        return logged.txn() instanceof Txn.SetData set && set.op() == OpCode.RECONFIG;
    }

    /** What it is about to change. */
    public Txn txn() {
        return logged.txn();
    }
}
