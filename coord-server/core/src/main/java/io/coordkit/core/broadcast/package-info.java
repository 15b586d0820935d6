/**
 * Writes on their way from prepared to applied: the order of everything.
 */
@NullMarked
package io.coordkit.core.broadcast;

import org.jspecify.annotations.NullMarked;
