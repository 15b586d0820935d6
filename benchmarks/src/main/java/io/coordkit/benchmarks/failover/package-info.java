/** Writers that outlive their server, and how long none of them got anywhere. */
@NullMarked
package io.coordkit.benchmarks.failover;

import org.jspecify.annotations.NullMarked;
