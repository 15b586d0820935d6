package io.coordkit.statestore.machine;

/** How a transaction of a writer that was not fenced ended. */
public enum Outcome {
    /** All of it happened. */
    DONE,
    /** Nothing happened: a node to be created is there. */
    NODE_EXISTS,
    /** Nothing happened: a node to be changed, or the parent of a new one, is not there. */
    NO_NODE,
    /** Nothing happened: a node to be deleted has children. */
    NOT_EMPTY
}
