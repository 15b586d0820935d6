/**
 * Ensembles of server processes, each member Apache ZooKeeper or Coordkit: killed, frozen, cut off, out of space, replaced,
 * under a load whose history is checked afterwards.
 *
 * <p>The build tries the ensembles that say most of Coordkit, about four minutes on two cores. Others are asked for by name,
 * as regular expressions ({@code Mixes}), with {@code mvn -pl integration-tests -am verify} and
 *
 * <ul>
 *   <li>{@code -Dcoord.it.ensembles=.*}: all that there are, Apache ZooKeeper alone and five of it among them, and
 *       random faults, with {@code -Dcoord.it.rounds=100} for as long as one likes
 *   <li>{@code -Dcoord.it.network=namespaces}: partitions of real networks for Coordkit, too; needs root
 *   <li>{@code -Dcoord.it.volumes=files}: limits of files in place of full disks
 *   <li>{@code -Dtest=PartitionTest -Dsurefire.failIfNoSpecifiedTests=false}: only one of the tests
 * </ul>
 *
 * What each member has printed is in {@code target/servers}, next to its data.
 */
@NullMarked
package io.coordkit.it.ensemble;

import org.jspecify.annotations.NullMarked;
