/** Whole HBase servers, each a process of its own, on our ensemble and beside our workers and managers. */
@NullMarked
package io.coordkit.it.hbase;

import org.jspecify.annotations.NullMarked;
