package io.coordkit.sim.node;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.zab.EnsembleConfig;

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

    /** What the replica is told of its ensemble. */
    default EnsembleConfig ensemble(EnsembleConfig real) {
        return real;
    }

    /** Called when the replica has handled an input. */
    default void afterStep(Replica replica) {}
}
