/**
 * The metrics as Prometheus collects them.
 */
@NullMarked
package io.coordkit.server.prometheus;

import org.jspecify.annotations.NullMarked;
