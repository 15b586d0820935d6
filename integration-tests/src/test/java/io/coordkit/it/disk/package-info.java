/** One data directory, opened in turn by Apache ZooKeeper and by Coordkit. */
@NullMarked
package io.coordkit.it.disk;

import org.jspecify.annotations.NullMarked;
