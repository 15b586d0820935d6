/** Every znode path of HBase, spelled once, and the names that become node names. */
@NullMarked
package io.coordkit.hbase.paths;

import org.jspecify.annotations.NullMarked;
