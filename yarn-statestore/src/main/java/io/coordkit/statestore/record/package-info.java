/** What the state store keeps, as typed records that lose no byte of what they were read from. */
@NullMarked
package io.coordkit.statestore.record;

import org.jspecify.annotations.NullMarked;
