package io.coordkit.sim;

import io.coordkit.sim.node.Sabotage;
import java.util.function.Supplier;

/**
 * The search for a planted bug.
 *
 * @param seedsMax within how many seeds it must be found
 * @param checker who must find it
 * @param planted the bug, planted anew for each run
 */
record Hunt(int seedsMax, String checker, Supplier<Sabotage> planted) {}
