/**
 * Who is alive, until when, and what dies with them.
 */
@NullMarked
package io.coordkit.core.session;

import org.jspecify.annotations.NullMarked;
