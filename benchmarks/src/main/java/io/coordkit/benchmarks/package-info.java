/** The yardstick: one stated load against two servers in turn, and the ratio between them. */
@NullMarked
package io.coordkit.benchmarks;

import org.jspecify.annotations.NullMarked;
