package io.coordkit.core.zab;

import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.tree.TxnResult;

/** Hears of each transaction once a serving member has applied it, in zxid order. */
@FunctionalInterface
public interface AppliedListener {
    /** @param origin connection of this server that waits for it, or {@link io.coordkit.core.client.Upstream#NO_CONNECTION} */
    void onApplied(long origin, Proposal proposal, TxnResult result);
}
