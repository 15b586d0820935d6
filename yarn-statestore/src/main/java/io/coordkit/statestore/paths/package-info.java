/** Every znode path of the state store, spelled once. */
@NullMarked
package io.coordkit.statestore.paths;

import org.jspecify.annotations.NullMarked;
