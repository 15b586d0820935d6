/** Offsets of consumer groups on the move: between the znodes of old consumers, a file, and Kafka's own storage. */
@NullMarked
package io.coordkit.kafka.offsets;

import org.jspecify.annotations.NullMarked;
