package io.coordkit.statestore.machine;

import static io.coordkit.statestore.machine.Step.commit;
import static io.coordkit.statestore.machine.Step.done;

import io.coordkit.statestore.machine.StoreOp.Create;
import io.coordkit.statestore.machine.StoreOp.Delete;
import io.coordkit.statestore.machine.StoreOp.SetData;
import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.SplitPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One node that may be in any of several layouts. The likely transaction is tried first, and its refusal says where to
 * look.
 *
 * @param layouts where it may be
 * @param at its path in each layout
 */
record SplitNode(Layouts layouts, Function<SplitIndex, SplitPath> at) {

    /** Looks through the layouts in the given order. */
    <T> Step<T> locate(List<SplitIndex> splits, Function<Optional<SplitIndex>, Step<T>> then) {
        if (splits.isEmpty()) {
            return then.apply(Optional.empty());
        }
        SplitIndex first = splits.get(0);
        return new Step.Exists<>(
                at.apply(first).leaf(),
                exists -> exists ? then.apply(Optional.of(first)) : locate(splits.subList(1, splits.size()), then));
    }

    <T> Step<T> locateAnywhere(Function<Optional<SplitIndex>, Step<T>> then) {
        List<SplitIndex> splits = new ArrayList<>(List.of(layouts.configured()));
        splits.addAll(layouts.others());
        return locate(splits, then);
    }

    /**
     * Creates the node in the configured layout, and its prefix before it if that is missing; false if it is there.
     *
     * @param alongside what else happens in the same transaction
     */
    Step<Boolean> create(byte[] data, StoreOp... alongside) {
        SplitPath path = at.apply(layouts.configured());
        List<StoreOp> ops = new ArrayList<>(List.of(new Create(path.leaf(), data)));
        ops.addAll(List.of(alongside));
        return new Step.Commit<>(ops, outcome -> {
            if (outcome == Outcome.NO_NODE && path.prefix().isPresent()) {
                return commit(
                        new Create(path.prefix().get(), null),
                        ignored -> new Step.Commit<>(ops, second -> created(path, second)));
            }
            return created(path, outcome);
        });
    }

    private static Step<Boolean> created(SplitPath path, Outcome outcome) {
        return switch (outcome) {
            case DONE -> done(true);
            case NODE_EXISTS -> done(false);
            case NO_NODE, NOT_EMPTY -> new Step.Broken<>("no place for " + path.leaf() + ": a directory is missing");
        };
    }

    /** Changes the node wherever it is; if it is nowhere, goes on with the other plan. */
    <T> Step<T> set(byte[] data, T whenSet, Step<T> whenAbsent) {
        return setIn(
                layouts.configured(),
                data,
                whenSet,
                locate(
                        layouts.others(),
                        found -> found.isPresent() ? setIn(found.get(), data, whenSet, whenAbsent) : whenAbsent));
    }

    private <T> Step<T> setIn(SplitIndex split, byte[] data, T whenSet, Step<T> whenAbsent) {
        return commit(
                new SetData(at.apply(split).leaf(), data),
                outcome -> outcome == Outcome.DONE ? done(whenSet) : whenAbsent);
    }

    /** Removes the prefix of a node that was just deleted, unless others still need it. */
    <T> Step<T> dropPrefix(SplitIndex split, T result) {
        Optional<String> prefix = at.apply(split).prefix();
        return prefix.isEmpty() ? done(result) : commit(new Delete(prefix.get()), anyOutcome -> done(result));
    }
}
