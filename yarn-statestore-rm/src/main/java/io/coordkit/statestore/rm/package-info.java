/**
 * The state store for a real ResourceManager: put this jar, {@code yarn-statestore} and nothing else on its class path, and name the
 * class in {@code yarn-site.xml}. Every key of Hadoop's own ZooKeeper store keeps its meaning.
 *
 * <pre>{@code
 * <property>
 *   <name>yarn.resourcemanager.store.class</name>
 *   <value>io.coordkit.statestore.rm.CoordkitRmStateStore</value>
 * </property>
 * }</pre>
 *
 * <p>The tree is that of ZKRMStateStore, so one ResourceManager of a pair may use this class while the other uses Hadoop's.
 */
@NullMarked
package io.coordkit.statestore.rm;

import org.jspecify.annotations.NullMarked;
