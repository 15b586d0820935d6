/**
 * A playground: an ensemble of real server processes on this machine, started, frozen, killed, cut off and healed from the
 * command line. A {@link io.coordkit.cli.ensemble.Supervisor}, in a process of its own, is the parent of the servers and the
 * network between them; every command is a request to it ({@link io.coordkit.cli.ensemble.Control}).
 */
@NullMarked
package io.coordkit.cli.ensemble;

import org.jspecify.annotations.NullMarked;
