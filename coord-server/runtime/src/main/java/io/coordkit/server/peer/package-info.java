/**
 * Links between replicas that may break, never lie: election messages, and the packets between a leader and its learners.
 *
 * <p>{@link io.coordkit.server.peer.MemberNetwork} is all that others need. All sockets of the package live on one event loop,
 * which may be the replica's, so nothing here is shared between threads.
 */
@NullMarked
package io.coordkit.server.peer;

import org.jspecify.annotations.NullMarked;
