/** Looks at a configuration, a machine, a data directory and an ensemble, and says in words what is wrong and what to do. */
@NullMarked
package io.coordkit.cli.doctor;

import org.jspecify.annotations.NullMarked;
