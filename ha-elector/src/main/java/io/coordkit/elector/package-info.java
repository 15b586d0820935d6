/**
 * Active/standby election with fencing, in Hadoop's znode layout.
 *
 * <p>{@link io.coordkit.elector.Elector} takes part in an election, {@link io.coordkit.elector.ElectorCallback} is told
 * of its outcome, {@link io.coordkit.elector.ParentZnode} prepares the tree, and {@link
 * io.coordkit.elector.ElectionStatus} reads who is active.
 */
@NullMarked
package io.coordkit.elector;

import org.jspecify.annotations.NullMarked;
