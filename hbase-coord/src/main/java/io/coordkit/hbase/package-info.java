/** HBase's coordination on a Curator client: who is alive, who is master, where meta is, and who splits which log. */
@NullMarked
package io.coordkit.hbase;

import org.jspecify.annotations.NullMarked;
