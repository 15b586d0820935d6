package io.coordkit.sim.check;

import io.coordkit.core.replica.Input;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.sim.model.Expected;
import org.jspecify.annotations.Nullable;

/** A transaction in the order of everything. */
final class Entry {
    final long zxid;
    final byte[] payload;
    final LoggedTxn logged;

    /** The request that it came from; null for the server's own. */
    final Input.@Nullable ClientReceived origin;

    /** Digest of the state after it: its own, or that of the last one before that had any. */
    final long digest;

    /** What its client must be told; known once the model has taken it. */
    @Nullable
    Expected expected;

    Entry(long zxid, byte[] payload, LoggedTxn logged, Input.@Nullable ClientReceived origin, long digest) {
        this.zxid = zxid;
        this.payload = payload;
        this.logged = logged;
        this.origin = origin;
        this.digest = digest;
    }
}
