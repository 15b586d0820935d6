/**
 * Virtual time, and chance that depends on a seed and a place alone.
 */
@NullMarked
package io.coordkit.sim.engine;

import org.jspecify.annotations.NullMarked;
