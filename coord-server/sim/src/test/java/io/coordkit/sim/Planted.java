package io.coordkit.sim;

import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Plan;

/** A bug planted around the product, to see who finds it. */
interface Planted {
    /** Within how many seeds it must be found. */
    int seedsMax();

    /** Who must find it. */
    String checker();

    /** The bug, planted anew for a run. */
    Sabotage plant();

    /** In which runs it is sought. */
    boolean meets(Plan plan);
}
