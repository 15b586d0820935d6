package io.coordkit.sim.check;

import io.coordkit.core.wire.ClientRequest;

/** A request that the replica has been given and has not answered yet. */
final class Handed {
    final int xid;
    final ClientRequest request;

    /** The transaction that it became; 0 for reads. */
    long zxid;

    Handed(int xid, ClientRequest request) {
        this.xid = xid;
        this.request = request;
    }
}
