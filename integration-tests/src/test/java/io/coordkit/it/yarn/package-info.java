/** Real ResourceManagers, each a process of its own, in HA on an ensemble of Coordkit. */
@NullMarked
package io.coordkit.it.yarn;

import org.jspecify.annotations.NullMarked;
