/**
 * What operators and their tools ask a running server, and what it answers: four-letter words and metrics.
 */
@NullMarked
package io.coordkit.server.monitor;

import org.jspecify.annotations.NullMarked;
