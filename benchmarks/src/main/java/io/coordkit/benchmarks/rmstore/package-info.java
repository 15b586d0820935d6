/** The state store of a ResourceManager against Hadoop's own: how fast and with how much memory many applications are stored and loaded. */
@NullMarked
package io.coordkit.benchmarks.rmstore;

import org.jspecify.annotations.NullMarked;
