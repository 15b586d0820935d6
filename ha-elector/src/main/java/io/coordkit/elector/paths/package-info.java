/** Every znode path of an election, spelled once: {@link io.coordkit.elector.paths.ElectionPaths}. */
@NullMarked
package io.coordkit.elector.paths;

import org.jspecify.annotations.NullMarked;
