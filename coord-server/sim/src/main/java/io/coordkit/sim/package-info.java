/**
 * A server with its clients in one thread: virtual time, injected faults, checkers, seeds that can be replayed.
 */
@NullMarked
package io.coordkit.sim;

import org.jspecify.annotations.NullMarked;
