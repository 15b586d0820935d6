/**
 * One event loop feeds one replica.
 */
@NullMarked
package io.coordkit.server.runtime;

import org.jspecify.annotations.NullMarked;
