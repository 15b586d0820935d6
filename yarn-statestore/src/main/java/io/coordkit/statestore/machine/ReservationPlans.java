package io.coordkit.statestore.machine;

import static io.coordkit.statestore.machine.Step.commit;
import static io.coordkit.statestore.machine.Step.done;

import io.coordkit.statestore.machine.StoreOp.Create;
import io.coordkit.statestore.machine.StoreOp.Delete;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.ReservationId;
import java.util.List;

/**
 * Plans for reservations. The node of a plan has no data; it comes with its first reservation and goes with its last.
 *
 * @param paths where everything is
 */
public record ReservationPlans(StorePaths paths) {

    /** Stores a reservation; false if it is there and was left alone. */
    public Step<Boolean> store(String plan, ReservationId id, byte[] data) {
        Create leaf = new Create(paths.reservation(plan, id), data);
        return new Step.Exists<>(paths.plan(plan), exists -> {
            List<StoreOp> ops = exists ? List.of(leaf) : List.of(new Create(paths.plan(plan), null), leaf);
            return new Step.Commit<>(ops, outcome -> done(outcome == Outcome.DONE));
        });
    }

    /** Removes a reservation; false if it is unknown. */
    public Step<Boolean> remove(String plan, ReservationId id) {
        return commit(
                new Delete(paths.reservation(plan, id)),
                outcome -> outcome == Outcome.DONE ? dropPlan(plan) : done(false));
    }

    private Step<Boolean> dropPlan(String plan) {
        return new Step.Children<>(
                paths.plan(plan),
                left -> left.isEmpty() ? commit(new Delete(paths.plan(plan)), anyOutcome -> done(true)) : done(true));
    }
}
