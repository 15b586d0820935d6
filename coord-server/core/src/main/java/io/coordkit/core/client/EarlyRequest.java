package io.coordkit.core.client;

import io.coordkit.core.wire.ClientRequest;

/** A request that a client sent without waiting for the answer to its handshake. */
record EarlyRequest(int xid, ClientRequest request, int bytes) {}
