package io.coordkit.sim;

import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Plan;
import io.coordkit.sim.plan.PlanGenerator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Runs seed after seed until one fails or enough is done; one seed in ten runs twice and must do the same again. */
public final class Campaign {
    private static final int TWICE_EVERY = 10;

    private final Supplier<Sabotage> sabotage;
    private final Predicate<Plan> kind;
    private Stats stats = Stats.NONE;

    /**
     * The first failure of a campaign.
     *
     * @param seed whose plan failed
     */
    public record Failure(long seed, Violation violation) {}

    /** A campaign with no bug planted. */
    public Campaign() {
        this(() -> Sabotage.NONE, plan -> true);
    }

    /** A campaign with a bug planted anew in each run, over the plans of one kind. */
    public Campaign(Supplier<Sabotage> sabotage, Predicate<Plan> kind) {
        this.sabotage = sabotage;
        this.kind = kind;
    }

    /** What happened so far, repeated runs not counted. */
    public Stats stats() {
        return stats;
    }

    /** Runs the seeds from {@code first} on while {@code goOn} says so. */
    public Optional<Failure> run(long first, BooleanSupplier goOn) {
        for (long seed = first; goOn.getAsBoolean(); seed++) {
            Plan plan = PlanGenerator.of(seed);
            if (!kind.test(plan)) {
                continue;
            }
            Outcome outcome = runOnce(plan);
            stats = stats.plus(outcome.stats());
            if (outcome.violation().isPresent()) {
                return Optional.of(new Failure(seed, outcome.violation().get()));
            }
            if (seed % TWICE_EVERY == 0 && runOnce(plan).traceHash() != outcome.traceHash()) {
                String what = "two runs of one seed differ";
                return Optional.of(new Failure(seed, new Violation("determinism", 0, 0, 0, what, List.of())));
            }
        }
        return Optional.empty();
    }

    /** Runs this many seeds. */
    public Optional<Failure> run(long first, long count) {
        long end = stats.runs() + count;
        return run(first, () -> stats.runs() < end);
    }

    private Outcome runOnce(Plan plan) {
        return Simulation.of(plan).sabotage(sabotage.get()).run();
    }
}
