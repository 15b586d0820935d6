/**
 * Ensembles of server processes, each member Apache ZooKeeper or Coordkit: killed, frozen, cut off, replaced, under a load
 * whose history is checked afterwards.
 */
@NullMarked
package io.coordkit.it.ensemble;

import org.jspecify.annotations.NullMarked;
