package io.coordkit.statestore;

import io.coordkit.statestore.machine.FenceMachine;

/** A store on znodes of its own, without a server: nobody else writes there, so there is nobody to fence. */
abstract sealed class LocalRmStateStore extends RmStateStore permits MemoryRmStateStore, FileRmStateStore {

    private final LocalTree tree;

    LocalRmStateStore(StateStoreSettings settings, LocalTree tree) {
        super(settings, cause -> {}, new FenceMachine(false), tree, tree);
        this.tree = tree;
    }

    @Override
    final void takeOver() throws StateStoreException {
        tree.createDirectories(settings().paths());
    }

    @Override
    final void deleteTree() throws StateStoreException {
        tree.deleteAll(settings().paths().root());
    }
}
