/** What a read and a write cost each server of an ensemble, by its role. */
@NullMarked
package io.coordkit.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
