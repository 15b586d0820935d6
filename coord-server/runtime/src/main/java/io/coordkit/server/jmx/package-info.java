/**
 * The server among the JVM's management beans, under the names that ZooKeeper's have.
 */
@NullMarked
package io.coordkit.server.jmx;

import org.jspecify.annotations.NullMarked;
