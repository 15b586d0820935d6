/**
 * What must always hold; each checker is a class and finds its planted bug.
 */
@NullMarked
package io.coordkit.sim.check;

import org.jspecify.annotations.NullMarked;
