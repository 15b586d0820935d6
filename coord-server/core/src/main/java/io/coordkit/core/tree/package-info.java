/**
 * The znodes; changed by {@code apply(txn)} and by nothing else.
 */
@NullMarked
package io.coordkit.core.tree;

import org.jspecify.annotations.NullMarked;
