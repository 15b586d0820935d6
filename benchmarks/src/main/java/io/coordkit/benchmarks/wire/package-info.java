/** The few request frames that the load needs, encoded once. */
@NullMarked
package io.coordkit.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
