/** What operators and their tools ask: the same questions to both servers, the answers compared in their shape. */
@NullMarked
package io.coordkit.it.monitor;

import org.jspecify.annotations.NullMarked;
