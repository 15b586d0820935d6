/**
 * A disk in memory that forgets, tears and fails like a real one, but the same way for the same seed.
 */
@NullMarked
package io.coordkit.sim.disk;

import org.jspecify.annotations.NullMarked;
