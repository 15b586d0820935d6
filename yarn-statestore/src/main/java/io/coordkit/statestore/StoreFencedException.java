package io.coordkit.statestore;

/**
 * This store may not write any more: another one took over (the answer to the write was NOAUTH on the root), or an earlier
 * write failed. Nothing of the refused write is stored. The store stays fenced; whoever wants to be active again opens a
 * new one, which fences the other side in turn.
 */
public final class StoreFencedException extends StateStoreException {

    private static final long serialVersionUID = 1L;

    StoreFencedException(String message) {
        super(message);
    }
}
