/**
 * Brokers, topics and consumer groups in Kafka's ZooKeeper layout: the thin API that runs on a Curator client.
 *
 * <p>Doors: {@link io.coordkit.kafka.ClusterRegistry}, {@link io.coordkit.kafka.BrokerRegistrar}, {@link
 * io.coordkit.kafka.TopicRegistry}, {@link io.coordkit.kafka.ClusterView}, {@link io.coordkit.kafka.GroupMember} and
 * {@link io.coordkit.kafka.GroupReader}.
 */
@NullMarked
package io.coordkit.kafka;

import org.jspecify.annotations.NullMarked;
