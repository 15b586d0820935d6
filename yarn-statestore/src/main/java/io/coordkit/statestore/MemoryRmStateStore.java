package io.coordkit.statestore;

/** A state that ends with the process, for tests that need no server: the same plans on the same tree, and nobody to be fenced by. */
public final class MemoryRmStateStore extends LocalRmStateStore {

    /** An empty store; of the settings the splits, the limit of an application and the epochs count. */
    public MemoryRmStateStore(StateStoreSettings settings) {
        super(settings, new LocalTree(ops -> {}));
    }
}
