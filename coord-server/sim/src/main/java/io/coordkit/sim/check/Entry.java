package io.coordkit.sim.check;

import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.wire.WriteRequest;
import io.coordkit.sim.model.Expected;
import org.jspecify.annotations.Nullable;

/** A transaction in the order of everything. */
final class Entry {
    final long zxid;

    /** The transaction before it in the log of the one who proposed it; 0 for none. */
    final long previous;

    final byte[] payload;
    final LoggedTxn logged;

    /** What its client asked for; null for the servers' own. */
    final @Nullable WriteRequest origin;

    /** Digest of the state after it: its own, or that of the last one before that had any. */
    final long digest;

    /** What its client must be told; known once a model has taken it. */
    @Nullable
    Expected expected;

    Entry(long zxid, long previous, byte[] payload, LoggedTxn logged, @Nullable WriteRequest origin, long digest) {
        this.zxid = zxid;
        this.previous = previous;
        this.payload = payload;
        this.logged = logged;
        this.origin = origin;
        this.digest = digest;
    }

    long session() {
        return logged.header().clientId();
    }

    int cxid() {
        return logged.header().cxid();
    }
}
