package io.coordkit.statestore;

import io.coordkit.statestore.machine.FenceMachine;

/** A state that ends with the process, for tests that need no server: the same plans on the same tree, and nobody to be fenced by. */
public final class MemoryRmStateStore extends RmStateStore {

    private final LocalTree tree;

    /** An empty store; of the settings the splits, the limit of an application and the epochs count. */
    public MemoryRmStateStore(StateStoreSettings settings) {
        this(settings, new LocalTree(ops -> {}));
    }

    private MemoryRmStateStore(StateStoreSettings settings, LocalTree tree) {
        super(settings, cause -> {}, new FenceMachine(false), tree, tree);
        this.tree = tree;
    }

    @Override
    void takeOver() throws StateStoreException {
        tree.createDirectories(settings().paths());
    }

    @Override
    void deleteTree() throws StateStoreException {
        tree.deleteAll(settings().paths().root());
    }
}
