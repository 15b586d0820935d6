/** {@code coord elect}: one of several processes runs a command, and the others wait for their turn. */
@NullMarked
package io.coordkit.cli.elect;

import org.jspecify.annotations.NullMarked;
