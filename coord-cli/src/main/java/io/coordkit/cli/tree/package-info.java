/** A ZooKeeper tree as commands look at it: how they get there, what they read, and why they cannot. */
@NullMarked
package io.coordkit.cli.tree;

import org.jspecify.annotations.NullMarked;
