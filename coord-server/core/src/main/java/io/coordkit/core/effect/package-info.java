/**
 * What a replica may do to the world.
 */
@NullMarked
package io.coordkit.core.effect;

import org.jspecify.annotations.NullMarked;
