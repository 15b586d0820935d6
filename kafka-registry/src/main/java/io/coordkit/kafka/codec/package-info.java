/** Znode values of Kafka's layout to records and back: same keys, same JSON types, unknown fields kept. */
@NullMarked
package io.coordkit.kafka.codec;

import org.jspecify.annotations.NullMarked;
