package io.coordkit.statestore.machine;

import static io.coordkit.statestore.machine.Step.commit;
import static io.coordkit.statestore.machine.Step.done;

import io.coordkit.statestore.machine.StoreOp.Create;
import io.coordkit.statestore.machine.StoreOp.Delete;
import io.coordkit.statestore.machine.StoreOp.SetData;
import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.AttemptId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Plans for attempts. An attempt is a child of its application, wherever that is.
 *
 * @param paths where everything is
 * @param layouts where applications may be
 */
public record AttemptPlans(StorePaths paths, Layouts layouts) {

    /** What became of an attempt. */
    public enum Result {
        /** It was created. */
        CREATED,
        /** It is there with new data. */
        CHANGED,
        /** It was there and was left alone. */
        KEPT,
        /** Its application is unknown, so nothing was done. */
        NO_APPLICATION
    }

    /** Stores a new attempt. */
    public Step<Result> store(AttemptId id, byte[] data) {
        return inEachLayout(Result.NO_APPLICATION, (split, next) -> create(id, data, split, next));
    }

    /** Stores a new state of an attempt, or the attempt itself if it is unknown. */
    public Step<Result> update(AttemptId id, byte[] data) {
        return inEachLayout(
                Result.NO_APPLICATION,
                (split, next) -> commit(
                        new SetData(paths.attempt(id, split), data),
                        outcome -> outcome == Outcome.DONE ? done(Result.CHANGED) : create(id, data, split, next)));
    }

    /** Removes an attempt; false if it is unknown. */
    public Step<Boolean> remove(AttemptId id) {
        return inEachLayout(
                false,
                (split, next) -> commit(
                        new Delete(paths.attempt(id, split)), outcome -> outcome == Outcome.DONE ? done(true) : next));
    }

    private Step<Result> create(AttemptId id, byte[] data, SplitIndex split, Step<Result> next) {
        return commit(new Create(paths.attempt(id, split), data), outcome -> switch (outcome) {
            case DONE -> done(Result.CREATED);
            case NODE_EXISTS -> done(Result.KEPT);
            case NO_NODE, NOT_EMPTY -> next;
        });
    }

    /** The configured layout first, then the others; each plan goes on with the next one where nothing is found. */
    private <T> Step<T> inEachLayout(T notFound, BiFunction<SplitIndex, Step<T>, Step<T>> plan) {
        List<SplitIndex> splits = new ArrayList<>(List.of(layouts.configured()));
        splits.addAll(layouts.others());
        Step<T> step = done(notFound);
        for (int i = splits.size() - 1; i >= 0; i--) {
            step = plan.apply(splits.get(i), step);
        }
        return step;
    }
}
