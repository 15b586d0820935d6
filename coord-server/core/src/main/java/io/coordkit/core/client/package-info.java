/**
 * Connections and their requests, answered in order.
 */
@NullMarked
package io.coordkit.core.client;

import org.jspecify.annotations.NullMarked;
