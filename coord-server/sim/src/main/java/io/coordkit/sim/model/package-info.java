/**
 * What the server's state must be, computed from the requests alone and without the server's code.
 */
@NullMarked
package io.coordkit.sim.model;

import org.jspecify.annotations.NullMarked;
