/** Protobuf messages and Hadoop Writables as bytes, without generated classes. */
@NullMarked
package io.coordkit.statestore.codec;

import org.jspecify.annotations.NullMarked;
