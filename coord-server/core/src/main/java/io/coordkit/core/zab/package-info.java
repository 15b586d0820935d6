/**
 * Discovery, synchronisation, broadcast: the order of everything.
 */
@NullMarked
package io.coordkit.core.zab;

import org.jspecify.annotations.NullMarked;
