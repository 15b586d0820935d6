package io.coordkit.sim.check;

import io.coordkit.core.replica.Input;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.wire.Stat;
import io.coordkit.sim.model.ModelTree;
import java.util.Arrays;
import java.util.TreeSet;

/** State: the server's tree is the model's tree, live and recovered, and its digest is the one that was logged. */
final class StateChecker implements Checker {
    private static final String NAME = "state";

    private final Ledger ledger;
    private long checkedAt;

    StateChecker(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void onStepEnd(Input input) {
        DataTree tree = ledger.node().tree();
        if (tree.lastZxid() == checkedAt) {
            return;
        }
        checkedAt = tree.lastZxid();
        for (String path : new TreeSet<>(ledger.model().takeTouched())) {
            compare(tree, path);
        }
        compareDigest(tree);
    }

    @Override
    public void onServing() {
        DataTree tree = ledger.node().tree();
        ModelTree model = ledger.model();
        checkedAt = tree.lastZxid();
        model.takeTouched();
        for (String path : new TreeSet<>(model.paths())) {
            compare(tree, path);
        }
        if (tree.size() != model.paths().size()) {
            throw new Found(
                    NAME,
                    checkedAt,
                    tree.size() + " znodes instead of " + model.paths().size());
        }
        compareDigest(tree);
        long[] expected =
                model.sessions().stream().mapToLong(Long::longValue).sorted().toArray();
        if (!Arrays.equals(tree.sessionIds(), expected)) {
            throw new Found(NAME, checkedAt, "sessions are " + Arrays.toString(tree.sessionIds()));
        }
    }

    private void compareDigest(DataTree tree) {
        Entry entry = ledger.chronicle().find(ledger.chronicle().real(tree.lastZxid()));
        if (entry != null && tree.options().digest() && entry.digest != 0 && entry.digest != tree.digest()) {
            throw new Found(NAME, tree.lastZxid(), "the tree's digest is not the one that was logged");
        }
    }

    private void compare(DataTree tree, String path) {
        if (path.equals(DataTree.CONFIG_PATH)) {
            // Every server writes it for itself.
            return;
        }
        ModelTree model = ledger.model();
        Stat expected = model.stat(path);
        Znode node = tree.find(path);
        if (expected == null || node == null) {
            if (expected != null || node != null) {
                throw new Found(NAME, tree.lastZxid(), path + (node == null ? " is missing" : " should not exist"));
            }
            return;
        }
        if (!expected.equals(tree.statOf(node))) {
            throw new Found(NAME, tree.lastZxid(), path + " has " + tree.statOf(node) + " instead of " + expected);
        }
        if (!Arrays.equals(model.data(path), node.data())) {
            throw new Found(NAME, tree.lastZxid(), path + " has other data than were written");
        }
        if (model.childCreations(path) != node.createdChildren()) {
            throw new Found(NAME, tree.lastZxid(), path + " would give the wrong sequential name next");
        }
    }
}
