/** What was measured, as data, as a table and as JSON. */
@NullMarked
package io.coordkit.benchmarks.report;

import org.jspecify.annotations.NullMarked;
