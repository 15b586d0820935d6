/** The measured servers: child processes, started alike and observed from outside. */
@NullMarked
package io.coordkit.benchmarks.server;

import org.jspecify.annotations.NullMarked;
