package io.coordkit.sim;

import java.util.Optional;

/**
 * How a run ended.
 *
 * @param violation what did not hold; empty if all did
 * @param stats what happened
 * @param traceHash equal for two runs of one plan
 */
public record Outcome(Optional<Violation> violation, Stats stats, long traceHash) {
    /** Whether everything held. */
    public boolean ok() {
        return violation.isEmpty();
    }
}
