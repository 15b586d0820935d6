package io.coordkit.sim.plan;

import java.util.List;

/**
 * A whole run as data. The seed still decides latencies and torn bytes, by key.
 *
 * @param actions in order of time
 */
public record Plan(long seed, Knobs knobs, List<Action> actions) {
    public Plan {
        actions = List.copyOf(actions);
    }

    /** The same with other actions. */
    public Plan withActions(List<Action> others) {
        return new Plan(seed, knobs, others);
    }
}
