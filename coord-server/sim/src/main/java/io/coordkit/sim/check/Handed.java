package io.coordkit.sim.check;

import io.coordkit.core.wire.ClientRequest;

/** A request that the replica has been given and has not answered yet. */
record Handed(int xid, ClientRequest request) {}
