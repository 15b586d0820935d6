/**
 * Bytes of the ZooKeeper protocol to records and back; nothing else.
 */
@NullMarked
package io.coordkit.core.wire;

import org.jspecify.annotations.NullMarked;
