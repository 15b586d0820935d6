/** What a server needs for what it holds and does nothing with: znodes, idle sessions, watches. */
@NullMarked
package io.coordkit.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
