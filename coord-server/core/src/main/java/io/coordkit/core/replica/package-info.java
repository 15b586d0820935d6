/**
 * The one entrance: inputs in, effects out.
 */
@NullMarked
package io.coordkit.core.replica;

import org.jspecify.annotations.NullMarked;
