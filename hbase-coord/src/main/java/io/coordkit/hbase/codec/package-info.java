/** The bytes inside HBase's znodes: the envelope, and the few protobuf messages in it, read tolerantly, written exactly. */
@NullMarked
package io.coordkit.hbase.codec;

import org.jspecify.annotations.NullMarked;
