/**
 * Who did what, in a log of its own.
 */
@NullMarked
package io.coordkit.server.audit;

import org.jspecify.annotations.NullMarked;
