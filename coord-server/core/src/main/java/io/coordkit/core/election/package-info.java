/**
 * Fast leader election: finds a candidate; promises nothing durable.
 */
@NullMarked
package io.coordkit.core.election;

import org.jspecify.annotations.NullMarked;
