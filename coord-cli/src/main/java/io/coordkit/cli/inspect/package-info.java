/** {@code coord inspect}: what other systems keep in a ZooKeeper tree, decoded. Reads only. */
@NullMarked
package io.coordkit.cli.inspect;

import org.jspecify.annotations.NullMarked;
