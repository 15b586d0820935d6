package io.coordkit.core.client;

import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.ReadRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its turn on its connection: a write for its commit, a read for the writes before it.
 *
 * @param xid the client's number for it
 * @param op what was asked
 * @param read the read, null for a write
 */
record QueuedRequest(int xid, OpCode op, @Nullable ReadRequest read) {}
