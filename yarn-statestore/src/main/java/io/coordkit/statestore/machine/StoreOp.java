package io.coordkit.statestore.machine;

import org.jspecify.annotations.Nullable;

/** One change of one znode. Versions never matter: whoever may write is the only writer. */
public sealed interface StoreOp {

    String path();

    /**
     * A new persistent node.
     *
     * @param data null for a directory node; the layout distinguishes null from empty
     */
    record Create(String path, byte @Nullable [] data) implements StoreOp {}

    record SetData(String path, byte[] data) implements StoreOp {}

    record Delete(String path) implements StoreOp {}
}
