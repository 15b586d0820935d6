/** What to write, in which order, and when to stop: pure plans and rules without a client. */
@NullMarked
package io.coordkit.statestore.machine;

import org.jspecify.annotations.NullMarked;
