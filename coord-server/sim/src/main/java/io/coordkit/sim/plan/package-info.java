/**
 * What will happen in a run, as data: expanded from a seed, kept as text, cut down when it fails.
 */
@NullMarked
package io.coordkit.sim.plan;

import org.jspecify.annotations.NullMarked;
