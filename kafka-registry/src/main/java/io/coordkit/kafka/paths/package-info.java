/** Every znode path of Kafka's ZooKeeper layout, spelled once. */
@NullMarked
package io.coordkit.kafka.paths;

import org.jspecify.annotations.NullMarked;
