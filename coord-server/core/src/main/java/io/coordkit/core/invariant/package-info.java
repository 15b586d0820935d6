/**
 * The promises that the core checks of itself, in production too.
 */
@NullMarked
package io.coordkit.core.invariant;

import org.jspecify.annotations.NullMarked;
