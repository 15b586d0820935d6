package io.coordkit.sim;

import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Cuts a failing plan down: halves of its actions, then smaller pieces, then single ones, then smaller numbers; a smaller plan
 * is kept if the same checker still finds something.
 */
public final class Shrinker {
    private final String checker;
    private final Supplier<Sabotage> sabotage;
    private final BooleanSupplier goOn;

    /** @param goOn false when it has taken long enough */
    public Shrinker(String checker, Supplier<Sabotage> sabotage, BooleanSupplier goOn) {
        this.checker = checker;
        this.sabotage = sabotage;
        this.goOn = goOn;
    }

    /** The smallest failing plan found. */
    public Plan shrink(Plan plan) {
        Plan smaller = withoutPieces(plan);
        return withSmallerNumbers(smaller);
    }

    private Plan withoutPieces(Plan plan) {
        Plan best = plan;
        for (int size = Math.max(1, plan.actions().size() / 2); size >= 1; size = size == 1 ? 0 : (size + 1) / 2) {
            int at = 0;
            while (at < best.actions().size() && goOn.getAsBoolean()) {
                List<Action> rest = new ArrayList<>(best.actions());
                rest.subList(at, Math.min(rest.size(), at + size)).clear();
                Plan candidate = best.withActions(rest);
                if (fails(candidate)) {
                    best = candidate;
                } else {
                    at += size;
                }
            }
        }
        return best;
    }

    private Plan withSmallerNumbers(Plan plan) {
        Plan best = plan;
        for (int i = 0; i < plan.actions().size(); i++) {
            for (long divisor : new long[] {Long.MAX_VALUE, 16, 2}) {
                Action action = best.actions().get(i);
                if (action.arg() <= 0 || !goOn.getAsBoolean()) {
                    break;
                }
                List<Action> changed = new ArrayList<>(best.actions());
                changed.set(i, action.withArg(action.arg() / divisor));
                Plan candidate = best.withActions(changed);
                if (fails(candidate)) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    private boolean fails(Plan candidate) {
        return Simulation.of(candidate)
                .sabotage(sabotage.get())
                .run()
                .violation()
                .filter(violation -> violation.checker().equals(checker))
                .isPresent();
    }
}
