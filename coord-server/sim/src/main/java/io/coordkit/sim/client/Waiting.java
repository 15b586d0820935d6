package io.coordkit.sim.client;

import io.coordkit.core.wire.OpCode;

/**
 * A request that a client has sent and that has no answer yet.
 *
 * @param xid number that the answer must carry
 * @param watch whether it leaves a watch behind
 * @param arg with addWatch the mode, with sync what anybody had been told when it was sent
 */
record Waiting(int xid, OpCode op, String path, boolean watch, long arg) {}
