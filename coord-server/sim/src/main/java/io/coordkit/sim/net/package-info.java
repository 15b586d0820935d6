/**
 * Connections that deliver in order, late, or not at all.
 */
@NullMarked
package io.coordkit.sim.net;

import org.jspecify.annotations.NullMarked;
