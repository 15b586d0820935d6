package io.coordkit.statestore.machine;

import static io.coordkit.statestore.machine.Step.done;

import io.coordkit.statestore.machine.StoreOp.Delete;
import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.ApplicationId;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans for applications. They leave the same tree as ZKRMStateStore 3.4.
 *
 * @param paths where everything is
 * @param layouts where applications may be
 */
public record ApplicationPlans(StorePaths paths, Layouts layouts) {

    /** Transactions delete at most this many attempts, to stay far below the server's packet limit. */
    static final int DELETES_MAX = 500;

    /** Stores a new application; false if it is there, in whatever layout, and was left alone. */
    public Step<Boolean> store(ApplicationId id, byte[] data) {
        SplitNode node = node(id);
        return node.locate(layouts.others(), found -> found.isPresent() ? done(false) : node.create(data));
    }

    /** Stores a new state of an application, or the application itself if it is unknown; true if it was known. */
    public Step<Boolean> update(ApplicationId id, byte[] data) {
        SplitNode node = node(id);
        return node.set(data, true, new Step.Map<>(node.create(data), created -> false));
    }

    /** Removes an application and its attempts; false if it is unknown. */
    public Step<Boolean> remove(ApplicationId id) {
        SplitNode node = node(id);
        return node.locateAnywhere(found -> found.isEmpty() ? done(false) : removeIn(found.get(), node));
    }

    private Step<Boolean> removeIn(SplitIndex split, SplitNode node) {
        String leaf = node.at().apply(split).leaf();
        return new Step.Children<>(leaf, names -> {
            List<StoreOp> ops = new ArrayList<>();
            names.stream().limit(DELETES_MAX).forEach(name -> ops.add(new Delete(leaf + "/" + name)));
            boolean last = names.size() <= DELETES_MAX;
            if (last) {
                ops.add(new Delete(leaf));
            }
            return new Step.Commit<>(ops, outcome -> {
                if (outcome != Outcome.DONE) {
                    return new Step.Broken<>(leaf + " changed while it was removed");
                }
                return last ? node.dropPrefix(split, true) : removeIn(split, node);
            });
        });
    }

    private SplitNode node(ApplicationId id) {
        return new SplitNode(layouts, split -> paths.application(id, split));
    }
}
