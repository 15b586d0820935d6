package io.coordkit.sim;

import io.coordkit.sim.plan.Plan;

/** A bug planted around the product, to see who finds it. */
interface Planted {
    /** How it is planted and who must find it. */
    Hunt hunt();

    /** In which runs it is sought. */
    boolean meets(Plan plan);
}
