/** What HBase's coordination takes at its largest: thousands of logs to be split, a hundred thousand regions in transition. */
@NullMarked
package io.coordkit.benchmarks.hbase;

import org.jspecify.annotations.NullMarked;
