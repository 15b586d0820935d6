package io.coordkit.statestore.machine;

import java.util.List;

/**
 * What a plan needs from the world.
 *
 * @param <X> how the world fails
 */
public interface StoreDriver<X extends Exception> {

    /** Applies all operations between creation and deletion of the fencing lock, or none of them. */
    Outcome commit(List<StoreOp> ops) throws X;

    /** The names of a node's children, none if the node is absent. */
    List<String> children(String path) throws X;

    boolean exists(String path) throws X;

    /** The failure for a tree that is not what a store's tree can be. */
    X broken(String why);
}
