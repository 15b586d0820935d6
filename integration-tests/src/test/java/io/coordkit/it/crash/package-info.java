/** Kill -9 under load: what was acknowledged is there, once, and in order. */
@NullMarked
package io.coordkit.it.crash;

import org.jspecify.annotations.NullMarked;
