/** What a rebalance of a large consumer group of {@code kafka-registry} takes, and what it costs a server. */
@NullMarked
package io.coordkit.benchmarks.kafkagroup;

import org.jspecify.annotations.NullMarked;
