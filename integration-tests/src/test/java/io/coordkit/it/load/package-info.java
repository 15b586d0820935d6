/** Clients of an ensemble that do everything, come back after every loss, and write down what they asked and heard. */
@NullMarked
package io.coordkit.it.load;

import org.jspecify.annotations.NullMarked;
