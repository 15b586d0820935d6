/** What a failover controller decides, as a pure machine: {@link io.coordkit.failover.machine.ControllerMachine}. */
@NullMarked
package io.coordkit.failover.machine;

import org.jspecify.annotations.NullMarked;
