/**
 * Who wants to know, and the order in which they learn it.
 */
@NullMarked
package io.coordkit.core.watch;

import org.jspecify.annotations.NullMarked;
