/**
 * Makes an HA pair of any service that speaks Hadoop's {@code HAServiceProtocol}, as {@code ZKFailoverController} does for
 * the NameNode.
 *
 * <p>{@link io.coordkit.failover.FailoverCommand} is the daemon beside the service, {@link
 * io.coordkit.failover.FailoverController} the same inside another program, {@link io.coordkit.failover.ServiceGroup} what
 * they must be told, and {@link io.coordkit.failover.HadoopElections} reads Hadoop's configuration.
 */
@NullMarked
package io.coordkit.failover;

import org.jspecify.annotations.NullMarked;
