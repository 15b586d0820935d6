/**
 * Containers whose iteration order depends on their content alone.
 */
@NullMarked
package io.coordkit.core.collection;

import org.jspecify.annotations.NullMarked;
