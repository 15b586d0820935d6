/**
 * What a replica may do to the world, and the promises it checks of itself.
 */
@NullMarked
package io.coordkit.core.effect;

import org.jspecify.annotations.NullMarked;
