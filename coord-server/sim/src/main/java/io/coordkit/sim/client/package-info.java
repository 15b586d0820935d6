/**
 * Simulated clients that speak the real protocol and remember what they were told.
 */
@NullMarked
package io.coordkit.sim.client;

import org.jspecify.annotations.NullMarked;
