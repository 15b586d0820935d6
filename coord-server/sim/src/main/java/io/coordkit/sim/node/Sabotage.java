package io.coordkit.sim.node;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.storage.FileIo;

/** A place for bugs to be planted between a replica and its world, to see that the checkers find them. */
public interface Sabotage {
    /** Harms nothing. */
    Sabotage NONE = new Sabotage() {};

    /** The disk as the product's storage sees it. */
    default FileIo disk(FileIo real) {
        return real;
    }

    /** Where the replica's effects go. */
    default Outbox outbox(Outbox real) {
        return real;
    }

    /** What the replica is given instead of an input. */
    default Input input(Input real) {
        return real;
    }

    /** Called when the replica has handled an input. */
    default void afterStep(Replica replica) {}
}
