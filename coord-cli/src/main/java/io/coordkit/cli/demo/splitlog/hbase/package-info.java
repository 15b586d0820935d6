/** The same story with whole servers of HBase, whose libraries are on no class path but that of the processes that need them. */
@NullMarked
package io.coordkit.cli.demo.splitlog.hbase;

import org.jspecify.annotations.NullMarked;
