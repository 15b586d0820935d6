/**
 * One simulated server: the product's replica and storage on a simulated disk.
 */
@NullMarked
package io.coordkit.sim.node;

import org.jspecify.annotations.NullMarked;
